package dev.regauge.testkit;

import dev.regauge.adapters.spi.BundleFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads files as their endings say: Python, TOML, JSON, YAML and scripts of the shell. A text that
 * was put into one without being quoted mostly ends its reading; whether it arrived whole the third
 * level asks.
 */
final class FileSyntax {
  private static final String PYTHON =
      """
      import ast, pathlib, sys, tomllib
      for path in sorted(pathlib.Path(sys.argv[1]).rglob("*")):
          try:
              if path.suffix == ".py":
                  ast.parse(path.read_text("utf-8"))
              elif path.suffix == ".toml":
                  tomllib.loads(path.read_text("utf-8"))
          except ValueError as error:
              print(f"{path.name}: {error}")
          except SyntaxError as error:
              print(f"{path.name}: {error}")
      """;

  private final Path work;

  /** {@code work}: a folder for copies, which need not be there. */
  FileSyntax(Path work) {
    this.work = work;
  }

  /** Returns what cannot be read, each in a line that begins with the file's name. */
  List<String> faults(Collection<BundleFile> files) throws IOException {
    List<String> faults = new ArrayList<>();
    for (BundleFile file : files) {
      String path = file.path().value();
      if (path.endsWith(".py") || path.endsWith(".toml")) {
        copy(file);
      } else if (path.endsWith(".json")) {
        json(file, faults);
      } else if (isYaml(path)) {
        yaml(file, faults);
      } else if (path.endsWith(".sh")) {
        faults.addAll(run("sh", "-n", copy(file).toString()));
      }
    }
    if (Files.exists(work)) {
      faults.addAll(run("python3", "-B", "-c", PYTHON, work.toString()));
    }
    return faults;
  }

  /** Templates of a chart are none before Helm has read them. */
  private static boolean isYaml(String path) {
    return (path.endsWith(".yaml") || path.endsWith(".yml")) && !path.contains("/templates/");
  }

  private static void json(BundleFile file, List<String> faults) {
    try {
      JsonMapper.shared().readTree(file.content().asText());
    } catch (JacksonException e) {
      faults.add(file.path().value() + ": " + e.getOriginalMessage());
    }
  }

  private static void yaml(BundleFile file, List<String> faults) {
    try {
      Load load = new Load(LoadSettings.builder().setMaxAliasesForCollections(1000).build());
      load.loadAllFromString(file.content().asText()).forEach(_ -> {});
    } catch (YamlEngineException e) {
      faults.add(file.path().value() + ": " + e.getMessage());
    }
  }

  private Path copy(BundleFile file) throws IOException {
    Path path = work.resolve(file.path().value());
    Files.createDirectories(path.getParent());
    return Files.writeString(path, file.content().asText());
  }

  /** Returns what a program says; nothing where it is not installed. */
  private static List<String> run(String... command) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return List.of();
    }
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return said.lines().toList();
  }
}
