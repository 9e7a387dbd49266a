package dev.regauge.spec.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The compiler and the runtime read a query the same way; the runtime itself is asked. */
class SqlBindsTest {

  private static final Path RUNTIME = Path.of("../templates/runtime-python/src");

  /** Prints the binds of each query, which come separated by a NUL. */
  private static final String ASKED =
      """
      import sys
      from collections import defaultdict
      from regauge_runtime.sql_text import binds_in
      class Every(dict):
          def __contains__(self, name):
              return True
      for query in sys.stdin.buffer.read().decode("utf-8").split("\\0"):
          print(" ".join(sorted(binds_in(query, Every()))))
      """;

  /** Pieces that change what a colon means; every pair and triple of them is a query. */
  private static final List<String> PIECES =
      List.of(
          ":a", "::b", ":=", "'", "''", "\"", "$$", "$q$", "$1", "--", "/*", "*/", "\n", "E'", "e",
          "\\", "[", "]", "{", "}", ")", " ", "x", "7", ":c d", ":", "é", "_");

  @Test
  void theRuntimeFindsTheSameBinds() throws IOException, InterruptedException {
    List<String> queries = new ArrayList<>();
    for (String first : PIECES) {
      for (String second : PIECES) {
        for (String third : PIECES) {
          queries.add(first + second + third + " :z '" + second + "' :y");
        }
      }
    }
    List<String> ours =
        queries.stream()
            .map(
                query ->
                    String.join(
                        " ",
                        new TreeSet<>(
                            SqlBinds.in(query).stream().map(SqlBinds.Bind::name).toList())))
            .toList();
    List<String> theirs = ask(queries);
    assertEquals(queries.size(), theirs.size());
    for (int i = 0; i < queries.size(); i++) {
      assertEquals(theirs.get(i), ours.get(i), queries.get(i));
    }
    assertTrue(ours.stream().distinct().count() > 8);
  }

  @Test
  void aLongStringIsNoTrouble() {
    String query = "select '" + "it''s :n ".repeat(100_000) + "', :n";
    assertEquals(List.of("n"), SqlBinds.in(query).stream().map(SqlBinds.Bind::name).toList());
  }

  private static List<String> ask(List<String> queries) throws IOException, InterruptedException {
    ProcessBuilder python = new ProcessBuilder("python3", "-c", ASKED);
    python.environment().put("PYTHONPATH", RUNTIME.toString());
    python.environment().put("PYTHONIOENCODING", "utf-8");
    Process process = python.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (var in = process.getOutputStream()) {
                    in.write(String.join("\0", queries).getBytes(StandardCharsets.UTF_8));
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                });
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    writer.join();
    assertEquals(0, process.waitFor());
    return List.of(said.split("\n", -1)).subList(0, queries.size());
  }
}
