package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code lint events}: what is seen in code, and who is asked. */
class LintEventsTest {

  @TempDir Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void platform() throws IOException {
    write(
        "platform/product.yaml",
        """
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata: {name: platform}
        include: ["topics/*.yaml"]
        silence: [{code: RG-RULE-050, reason: it has topics alone}]
        """);
    write(
        "platform/topics/paid.yaml",
        """
        apiVersion: regauge.dev/v1
        kind: Topic
        metadata: {name: sales.paid.v1}
        class: durable
        producers: [shop]
        consumers: [{service: shop}]
        """);
    write(
        "platform/topics/told.yaml",
        """
        apiVersion: regauge.dev/v1
        kind: Topic
        metadata: {name: of.sales.told}
        class: signal
        producers: [shop]
        consumers: [{service: shop, group: told}]
        """);
  }

  /** Each way to write a name; {@code ?} is a place of which the lint says that it sees nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          p: DataProducer; p.send("a.b", e)                            | 7
          p: DataProducer; p.send(topic="a.b")                         | 7
          p: DataProducer; p.send_raw("a.b", [])                       | 7
          p: "DataProducer"; p.send(LEFT + ".b", e)                    | 7
          p: DataProducer; p.send(f"{LEFT}.b", e)                      | 7
          p: DataProducer; p.send("a.b" if p else "sales.paid.v1", e)  | 7
          p: DataProducer; p.send(names.AB, e)                         | names
          p: DataProducer; p.send(names.Topics.AB, e)                  | names
          p: DataProducer; p.send(AB, e)                               | names
          p: DataProducer; [p.send(t, e) for t in ("a.b",)]            | 7
          p: DataProducer; p.send(e, e)                                | ?
          p: DataProducer; p.send(f"{e}.b", e)                         | ?
          p: DataProducer; p.send(topic=e)                             | ?
          p; p.send("a.b", e)                                          | 7
          p; p.send("hello", e)                                        | -
          p; p.send(e)                                                 | -
          p; smtplib.SMTP().sendmail("a.b", "c.d", "")                 | -
          p; DataConsumer(p, group="shop", topics=["a.b"])             | 7
          p; DataConsumer(p, group="shop", topics=e)                   | ?
          p; DataConsumer(p, group="shop", **e)                        | ?
          p; ControlProducer(p).send("a.b.c")                          | 7
          p; ControlConsumer(p, stream="a.b", durable="told")          | 7
          p; confluent_kafka.Producer(e).produce("a.b")                | 7
          p; k = Kafka(e); k.subscribe(["a.b"])                        | 7
          p; KafkaConsumer("a.b", group_id="x")                        | 7
          p; KafkaProducer().send("a.b", b"")                          | 7
          p; nats.NATS().jetstream().publish("a.b", b"")               | 7
          p; nats.NATS().subscribe("a.b.>")                            | 7
          p; # p.send("a.b")                                           | -
          p; print("a.b")                                              | -
          """)
  void aNameIsSeenWhereItIsWritten(String code, String line) throws IOException {
    write("shop/names.py", "class Topics:\n    AB = 'a.b'\nAB = Topics.AB\n");
    String[] parts = code.split("; ", 2);
    write(
        "shop/main.py",
        """
        import confluent_kafka, nats, names, smtplib
        from confluent_kafka import Consumer as Kafka
        from kafka import KafkaConsumer, KafkaProducer
        from regauge_runtime.bus import ControlConsumer, ControlProducer, DataConsumer, DataProducer
        from names import AB
        LEFT = "a"
        def f(%s, e): %s
        """
            .formatted(
                parts[0].strip(),
                parts[1].strip().startsWith("#") ? "pass  " + parts[1] : parts[1]));
    run("lint", "events", "platform", "--code", "shop=shop", "--stale", "warn");
    String said = err.toString(StandardCharsets.UTF_8);
    String place =
        switch (line) {
          case "names" -> "shop/names.py:2:10";
          case "?", "-" -> "none";
          default -> "shop/main.py:" + line + ":";
        };
    assertEquals(!place.equals("none"), said.contains("--> " + temp.resolve(place)), said);
    assertEquals(!place.equals("none"), said.contains("error[RG-EVT-001]"), said);
    assertEquals(line.equals("?"), said.contains("warning[RG-EVT-005]"), said);
    assertEquals(!line.equals("?"), said.contains("warning[RG-EVT-003]"), said);
  }

  @Test
  void everyFormatTellsOfAllFiles() throws IOException {
    write(
        "shop/main.py",
        "import nats\n\n\ndef f(n):\n    nats.connect('nats://x', password='hunter2')\n");
    for (String format : new String[] {"text", "json", "sarif", "github", "junit"}) {
      out.reset();
      err.reset();
      assertEquals(1, run("lint", "events", "platform", "--code", "shop=shop", "--format", format));
      String said = out.toString(StandardCharsets.UTF_8) + err;
      assertTrue(said.contains("RG-EVT-005"), said);
      assertTrue(said.contains("RG-EVT-004"), said);
      assertTrue(said.contains("main.py"), said);
      assertFalse(said.contains("hunter2"), said);
    }
  }

  @Test
  void whatIsDeclaredAndUsedIsFine() throws IOException {
    write(
        "shop/main.py",
        """
        from regauge_runtime.bus import ControlConsumer, ControlProducer, DataConsumer, DataProducer
        def f(bus, signals):
            DataProducer(bus).send("sales.paid.v1")
            DataConsumer(bus, group="shop", topics=["sales.paid.v1"])
            ControlProducer(signals).send("of.sales.told.twice")
            ControlConsumer(signals, stream="OF_EVENTS", durable="told")
            DataProducer(bus).send("__dlq.sales.paid.v1")
        """);
    assertEquals(0, run("lint", "events", "platform", "--code", "shop=shop"), err::toString);
    assertTrue(err.toString(StandardCharsets.UTF_8).endsWith(": all declared\n"), err::toString);
  }

  @Test
  void anotherProductIsAskedByItsName() throws IOException {
    write(
        "shop/product.yaml",
        """
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata: {name: shop}
        resources: {signals: {type: nats, config: {url: {env: NATS_URL}}}}
        assets: [{key: a/b, run: {sql: "select 1 as n"}}]
        hooks: [{name: told, events: [publish.end], action: {nats: {subject: of.sales.tald}}}]
        """);
    assertEquals(1, run("lint", "events", "platform", "--used-by", "shop"));
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("no topic 'of.sales.tald' is declared"), said);
    assertTrue(said.contains(temp.resolve("shop/product.yaml") + ":6:"), said);
    // Without it nobody is 'shop'.
    err.reset();
    assertEquals(1, run("lint", "events", "platform"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("error[RG-EVT-002]"), err::toString);
  }

  @Test
  void wrongArgumentsAreUsage() throws IOException {
    write("shop/main.py", "");
    assertEquals(2, run("lint", "events", "platform", "--code", "Shop!=shop"));
    assertEquals(2, run("lint", "events", "platform", "--code", "shop=nowhere"));
    assertEquals(2, run("lint", "events", "platform", "--code", "platform=shop"));
    assertEquals(2, run("lint", "events", "platform", "--used-by", "platform"));
    assertEquals(4, run("lint", "events", "platform", "--used-by", "nowhere"));
  }

  private void write(String path, String text) throws IOException {
    Path file = temp.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Runs the command with the folders of this test in place of their names. */
  private int run(String... arguments) {
    String[] here = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      here[i] =
          switch (arguments[i]) {
            case "platform", "shop", "nowhere" -> temp.resolve(arguments[i]).toString();
            case String word when word.contains("=") -> word.replaceFirst("=", "=" + temp + "/");
            default -> arguments[i];
          };
    }
    return Main.run(new Terminal(new PrintStream(out), new PrintStream(err)), here);
  }
}
