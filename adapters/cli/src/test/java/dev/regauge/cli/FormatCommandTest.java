package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fmt} as a command: exit codes, and what it does to files. */
class FormatCommandTest {
  private static final String SHORT =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: hello}
      assets:
      - {key: numbers, run: {sql: "select 1 as n"}} # one
      """;
  private static final String NORMAL =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: hello}
      assets:
        - {key: numbers, run: {sql: {query: "select 1 as n"}}}  # one
      """;

  @TempDir Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aFileIsCheckedThenWrittenThenFine() throws IOException {
    Path file = Files.writeString(temp.resolve("product.yaml"), SHORT);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertEquals(3, run("fmt", "--check", file.toString()));
    assertEquals(SHORT, Files.readString(file));
    assertEquals(0, run("fmt", temp.toString()));
    assertEquals(NORMAL, Files.readString(file));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(0, run("fmt", "--check", file.toString()));
    assertEquals("", out.toString(StandardCharsets.UTF_8));
    try (Stream<Path> left = Files.list(temp)) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path file = Files.writeString(temp.resolve("real.yaml"), SHORT);
    Path link = Files.createSymbolicLink(temp.resolve("product.yaml"), file);
    assertEquals(0, run("fmt", link.toString()));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(NORMAL, Files.readString(file));
  }

  @Test
  void oneWithErrorsIsLeftAndTheOthersAreWritten() throws IOException {
    Path wrong = Files.writeString(temp.resolve("a.yaml"), SHORT.replace("run:", "rum:"));
    Path fine = Files.writeString(temp.resolve("b.yaml"), SHORT);
    assertEquals(1, run("fmt", wrong.toString(), fine.toString()));
    assertEquals(SHORT.replace("run:", "rum:"), Files.readString(wrong));
    assertEquals(NORMAL, Files.readString(fine));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("a.yaml:5:"), err::toString);
  }

  @Test
  void noFileIsFourAndNoArgumentTwo() {
    assertEquals(4, run("fmt", temp.resolve("none.yaml").toString()));
    assertEquals(2, run("fmt"));
  }

  private int run(String... words) {
    out.reset();
    err.reset();
    return Main.run(
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)),
        words);
  }
}
