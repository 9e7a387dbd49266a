package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are written anew only where they must, and told. */
class MigrateCommandTest {

  private static final String NEW =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: rails}
      assets:
        - key: a
          run: {noop: }
          deps: [{asset: b, mapping: all}]  # order only
        - {key: b, run: {noop: }}
      """;
  private static final String OLD = NEW.replace("mapping: all", "mapping: {rule: all}");

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void anOldFileIsWrittenAnewAndPassesCheck() throws IOException {
    Path file = Files.writeString(folder.resolve("product.yaml"), OLD);
    assertEquals(3, run("migrate", "--check", folder.toString()));
    assertEquals(OLD, Files.readString(file));
    assertEquals(0, run("migrate", folder.toString()));
    assertEquals(NEW, Files.readString(file));
    assertTrue(text(out).contains("wrote " + file), text(out));
    assertEquals(0, run("check", folder.toString()), text(err));
    assertEquals(0, run("migrate", "--check", folder.toString()));
    assertTrue(text(err).contains("is up to date"), text(err));
  }

  @Test
  void anotherVersionIsRefusedByBothCommandsInTheSameWords() throws IOException {
    Path file = Files.writeString(folder.resolve("product.yaml"), OLD.replace("dev/v1", "dev/v9"));
    assertEquals(1, run("migrate", folder.toString()));
    assertTrue(text(err).contains("RG-READ-021"), text(err));
    err.reset();
    assertEquals(1, run("check", folder.toString()));
    assertTrue(text(err).contains("take a newer Regauge for this file"), text(err));
    assertEquals(OLD.replace("dev/v1", "dev/v9"), Files.readString(file));
  }

  @Test
  void aProductWithoutItsVersionIsNotUpToDate() throws IOException {
    String text = OLD.replaceFirst("apiVersion.*\n", "");
    Path file = Files.writeString(folder.resolve("product.yaml"), text);
    for (String command : new String[] {"check", "migrate"}) {
      err.reset();
      assertEquals(1, run(command, file.toString()));
      assertTrue(text(err).contains("RG-READ-015"), text(err));
      assertTrue(text(err).contains("add 'apiVersion', which is regauge.dev/v1"), text(err));
    }
    assertEquals(text, Files.readString(file));
  }

  private int run(String... arguments) {
    return Main.run(new Terminal(stream(out), stream(err)), arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
