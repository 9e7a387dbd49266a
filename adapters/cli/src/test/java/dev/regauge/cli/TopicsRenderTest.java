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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no cluster and no server takes is refused before anything is written. */
class TopicsRenderTest {
  private static final String TOPIC =
      """
      apiVersion: regauge.dev/v1
      kind: Topic
      metadata: {name: sales.wakeup}
      class: signal
      producers: [hello]
      consumers: [{service: mailer, group: work}, {service: printer, group: work}]
      """;

  @TempDir Path temp;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"nats://bus:65535", "tls://bus", "nats://bus:1/"})
  void aPortIsOne(String url) throws IOException {
    assertEquals(0, render("hello", "--nats-url", url), said::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nats://bus:70000", "nats://bus:0", "nats://bus:"})
  void whatIsNoPortIsRefused(String url) throws IOException {
    assertEquals(2, render("hello", "--nats-url", url));
    assertTrue(said.toString(StandardCharsets.UTF_8).contains("is no URL"), said::toString);
    assertFalse(Files.exists(temp.resolve("out")));
  }

  @Test
  void aNamespaceThatNoClusterTakesIsRefused() throws IOException {
    assertEquals(2, render("h".repeat(60)), said::toString);
    assertTrue(said.toString(StandardCharsets.UTF_8).contains("longer than 63"), said::toString);
    assertEquals(0, render("h".repeat(60), "--env", "prod"), said::toString);
  }

  @Test
  void aSharedConsumerIsSaid() throws IOException {
    assertEquals(0, render("hello"), said::toString);
    String line = "differs: mailer and printer share the consumer 'work' of the stream ";
    assertTrue(said.toString(StandardCharsets.UTF_8).contains(line), said::toString);
  }

  private int render(String name, String... more) throws IOException {
    Files.writeString(
        temp.resolve("product.yaml"),
        """
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata: {name: %s, domain: sales}
        include: [topic.yaml]
        environments: {prod: {namespace: data}}
        assets: [{key: raw/orders, run: {sql: "select 1 as id"}}]
        """
            .formatted(name));
    Files.writeString(temp.resolve("topic.yaml"), TOPIC);
    String out = temp.resolve("out").toString();
    List<String> words = new ArrayList<>(List.of("topics", "render", temp.toString(), "-o", out));
    words.addAll(Arrays.asList(more));
    said.reset();
    PrintStream talk = new PrintStream(said, true, StandardCharsets.UTF_8);
    return Main.run(new Terminal(talk, talk), words.toArray(new String[0]));
  }
}
