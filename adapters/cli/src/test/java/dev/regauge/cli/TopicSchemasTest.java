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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code topics lock} and what {@code lint events} says of schemas: each mode by itself. */
class TopicSchemasTest {
  private static final String ID = "{\"name\": \"id\", \"type\": \"int\"}";

  @TempDir Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** A change of the only other field, and the modes that forbid it: Backward, Forward, Full. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"name": "n", "type": "int"} | {"name": "n", "type": "int"} | -
          ~~ | {"name": "n", "type": "int"} | BACKWARD FULL
          ~~ | {"name": "n", "type": "int", "default": 0} | -
          {"name": "n", "type": "int"} | ~~ | FORWARD FULL
          {"name": "n", "type": "int", "default": 0} | ~~ | -
          {"name": "n", "type": "int"} | {"name": "n", "type": "long"} | FORWARD FULL
          {"name": "n", "type": "long"} | {"name": "n", "type": "int"} | BACKWARD FULL
          {"name": "n", "type": "int"} | {"name": "n", "type": ["null", "int"]} | FORWARD FULL
          {"name": "n", "type": "int"} | {"name": "n", "type": "string"} | BACKWARD FORWARD FULL
          {"name": "n", "type": {"type": "enum", "name": "E", "symbols": ["A"]}} | {"name": "n", "type": {"type": "enum", "name": "E", "symbols": ["A", "B"]}} | FORWARD FULL
          {"name": "n", "type": {"type": "fixed", "name": "F", "size": 2}} | {"name": "n", "type": {"type": "fixed", "name": "F", "size": 3}} | BACKWARD FORWARD FULL
          {"name": "n", "type": {"type": "map", "values": "int"}} | {"name": "n", "type": {"type": "map", "values": "long"}} | FORWARD FULL
          """)
  void aModeForbidsWhatBreaksIt(String before, String after, String forbidding) throws IOException {
    for (String mode : new String[] {"NONE", "BACKWARD", "FORWARD", "FULL"}) {
      Files.deleteIfExists(temp.resolve("topics.lock.json"));
      topic(mode, before);
      assertEquals(0, run("topics", "lock"), err::toString);
      topic(mode, after);
      boolean isForbidden = forbidding.contains(mode);
      assertEquals(isForbidden ? 1 : 0, run("lint", "events", "--stale", "warn"), err::toString);
      assertEquals(isForbidden, said().contains("error[RG-EVT-007]"), said());
      assertEquals(
          isForbidden,
          said().contains("'n' of topic") || said().contains("the schema of topic 'a.b.v1' breaks"),
          said());
      assertEquals(!isForbidden && !before.equals(after), said().contains("[RG-EVT-008]"), said());
      String lock = Files.readString(temp.resolve("topics.lock.json"));
      assertEquals(
          isForbidden ? 1 : before.equals(after) ? 0 : 3, run("topics", "lock", "--check"));
      assertEquals(lock, Files.readString(temp.resolve("topics.lock.json")));
    }
  }

  @Test
  void transitiveIsAboutAllBefore() throws IOException {
    topic("BACKWARD", "{\"name\": \"n\", \"type\": \"string\"}");
    assertEquals(0, run("topics", "lock"), err::toString);
    topic("BACKWARD", "");
    assertEquals(0, run("topics", "lock"), err::toString);
    topic("BACKWARD", "{\"name\": \"n\", \"type\": \"int\", \"default\": 0}");
    assertEquals(0, run("lint", "events", "--stale", "warn"), err::toString);
    topic("BACKWARD_TRANSITIVE", "{\"name\": \"n\", \"type\": \"int\", \"default\": 0}");
    assertEquals(1, run("topics", "lock"), err::toString);
    assertTrue(said().contains("field 'n' of topic 'a.b.v1' breaks messages"), said());
  }

  @Test
  void aSchemaIsNotLostAndALockNotTrusted() throws IOException {
    topic("FULL", "");
    assertEquals(0, run("topics", "lock"), err::toString);
    Path topic = temp.resolve("topic.yaml");
    String without = Files.readString(topic).replaceAll("(schema|compatibility): .*\n", "");
    Files.writeString(topic, without);
    assertEquals(1, run("lint", "events", "--stale", "warn"), err::toString);
    assertTrue(said().contains("the schema of topic 'a.b.v1' is gone"), said());
    Files.writeString(temp.resolve("topics.lock.json"), "{\n<<<<<<< ours\n}\n");
    assertEquals(1, run("topics", "lock"), err::toString);
    assertTrue(said().contains("error[RG-EVT-009]"), said());
    assertTrue(said().contains("topics.lock.json:2:1"), said());
    assertFalse(said().contains("wrote"), said());
  }

  private void topic(String mode, String field) throws IOException {
    String fields = field == null || field.isEmpty() ? ID : ID + ",\n" + field;
    Files.writeString(
        temp.resolve("ab.avsc"),
        "{\"type\": \"record\", \"name\": \"R\", \"fields\": [\n" + fields + "\n]}\n");
    Files.writeString(
        temp.resolve("topic.yaml"),
        """
        apiVersion: regauge.dev/v1
        kind: Topic
        metadata: {name: a.b.v1}
        class: durable
        schema: ab.avsc
        compatibility: %s
        producers: [shop]
        """
            .formatted(mode));
    Files.writeString(
        temp.resolve("product.yaml"),
        """
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata: {name: shop}
        include: [topic.yaml]
        """);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private int run(String... words) {
    err.reset();
    String[] all = new String[words.length + 1];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = temp.toString();
    return Main.run(new Terminal(new PrintStream(out), new PrintStream(err)), all);
  }
}
