package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.FileMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the cases generate is read by the tools that own the formats: Python's parser, TOML's, a
 * shell's, and the formatter that its readers would run. The engines themselves are in {@link
 * EnginesTest}.
 */
class RealToolsTest {

  /** Prints a line for each file that its parser refuses, then how many files it has read. */
  private static final String PARSE =
      """
      import ast, json, pathlib, sys, tomllib
      parsers = {".py": ast.parse, ".toml": tomllib.loads, ".json": json.loads}
      count = 0
      for path in sorted(pathlib.Path(sys.argv[1]).rglob("*")):
          if path.suffix in parsers and path.is_file():
              count += 1
              try:
                  parsers[path.suffix](path.read_text(encoding="utf-8"))
              except ValueError as error:
                  print(path, error)
              except SyntaxError as error:
                  print(path, error)
      print(count, "files")
      """;

  @TempDir static Path bundles;
  private static int scripts;

  @BeforeAll
  static void write() throws IOException {
    for (String name : Cases.names()) {
      write(name, Cases.copyOf(name, bundles.resolve("products").resolve(name)));
    }
    Path nothing = Files.createDirectories(bundles.resolve("products/nothing"));
    Files.writeString(
        nothing.resolve("product.yaml"),
        """
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata: {name: nothing}
        catalogs: {lake: {type: jdbc, uri: {env: URI}, warehouse: {env: WAREHOUSE}}}
        """);
    write("nothing", nothing);
  }

  private static void write(String name, Path product) throws IOException {
    Cases.Outcome made = Cases.generate(product.resolve("product.yaml"));
    assertFalse(made.bundles().isEmpty(), made.findings());
    for (Map.Entry<String, BundleFile> file : made.files().entrySet()) {
      Path path = bundles.resolve("made").resolve(name).resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue().content().toBytes());
      scripts += file.getValue().mode() == FileMode.EXECUTABLE ? 1 : 0;
    }
  }

  @Test
  void everyFileParses() throws Exception {
    String said = run(List.of("python3", "-I", "-c", PARSE, made()));
    assertTrue(said.matches("[0-9]+ files\n"), said);
    assertTrue(Integer.parseInt(said.split(" ")[0]) > 100, said);
  }

  @Test
  void everyScriptIsShell() throws Exception {
    String command = "find \"$1\" -name '*.sh' -print -exec sh -n {} \\;";
    long found = run(List.of("sh", "-c", command, "sh", made())).lines().count();
    assertTrue(found >= Cases.names().size() && scripts >= found, found + " of " + scripts);
  }

  @Test
  void everyPythonFileIsFormatted() throws Exception {
    String said =
        run(
            List.of(
                "python3",
                "../templates/src/build/python_tools.py",
                "ruff",
                "format",
                "--check",
                "--no-cache",
                "--line-length",
                "120",
                made()));
    assertTrue(said.contains("files already formatted"), said);
  }

  /** Unused imports and names, and names that there are not: also where a product makes nothing. */
  @Test
  void everyPythonFileUsesWhatItNames() throws Exception {
    String said =
        run(
            List.of(
                "python3",
                "../templates/src/build/python_tools.py",
                "ruff",
                "check",
                "--select=F",
                "--isolated",
                "--no-cache",
                "--exclude=code",
                made()));
    assertTrue(said.contains("All checks passed"), said);
  }

  private static String made() {
    return bundles.resolve("made").toString();
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
