package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.engine.AdapterRegistry;
import dev.regauge.spec.schema.PartSchema;
import dev.regauge.spec.schema.SpecSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shells and editors get from the command line: completion scripts and schemas. */
class CompletionTest {

  /** Sources the script as a user's shell does and asks for the words that fit. */
  private static final String ASK =
      """
      source "$1"; shift
      COMP_WORDS=(regauge "$@"); COMP_CWORD=$#; COMP_LINE="regauge $*"; COMP_POINT=${#COMP_LINE}
      COMP_TYPE=9
      spec=$(complete -p regauge); func=${spec#*-F }; func=${func%% *}
      "$func" regauge "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource({
    "gen, generate",
    "check --for, --format",
    "check --format sa, sarif",
    "fmt --ch, --check"
  })
  void bashCompletes(String typed, String expected) throws Exception {
    assertEquals(0, run("completion", "bash"));
    Path script = Files.write(temp.resolve("script"), out.toByteArray());
    List<String> command =
        new java.util.ArrayList<>(List.of("bash", "-c", ASK, "ask", script.toString()));
    command.addAll(List.of(typed.split(" ")));
    Process shell = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, shell.waitFor(), said);
    assertTrue(said.lines().map(String::strip).toList().contains(expected), said);
  }

  @Test
  void theSchemaComesInBothDrafts() {
    assertEquals(0, run("schema", "--draft", "7"));
    assertEquals(
        SpecSchema.draft7(AdapterRegistry.installed().signals()),
        out.toString(StandardCharsets.UTF_8));
    assertEquals(0, run("schema"));
    assertEquals(
        SpecSchema.text(AdapterRegistry.installed().signals()),
        out.toString(StandardCharsets.UTF_8));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("The DAG whose end is waited for."));
    assertEquals(0, run("schema", "part", "--draft", "7"));
    assertEquals(
        PartSchema.draft7(AdapterRegistry.installed().signals()),
        out.toString(StandardCharsets.UTF_8));
    assertEquals(0, run("schema", "part"));
    assertEquals(
        PartSchema.text(AdapterRegistry.installed().signals()),
        out.toString(StandardCharsets.UTF_8));
    assertEquals(2, run("schema", "--draft", "4"));
    assertEquals(2, run("schema", "plan", "--draft", "7"));
  }

  @Test
  void aFirstProductNamesItsSchemaForEditors() throws IOException {
    Path folder = temp.resolve("hello");
    assertEquals(0, run("init", folder.toString()));
    String first = Files.readString(folder.resolve("product.yaml")).lines().findFirst().orElse("");
    assertEquals("# yaml-language-server: $schema=product.schema.json", first);
    assertEquals(
        SpecSchema.draft7(AdapterRegistry.installed().signals()),
        Files.readString(folder.resolve("product.schema.json")));
    assertEquals(0, run("check", folder.toString()));
    assertEquals(2, run("init", folder.toString()));
  }

  private int run(String... words) {
    out.reset();
    return Main.run(
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)),
        words);
  }
}
