package dev.regauge.cli;

import dev.regauge.engine.AdapterRegistry;
import dev.regauge.spec.schema.SpecSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code init}: a first product that runs, in a folder that has none. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Write a first product: product.yaml and its code, small enough to read and ready to run.",
      "Nothing that is there already is overwritten."
    })
final class InitCommand implements Callable<Integer> {

  /**
   * The files of the first product: resource to path; {@code PRODUCT} in them is the product's
   * name.
   */
  private static final Map<String, String> FILES = files();

  /** What the first line of the product file names for editors, beside it: no network is needed. */
  private static final String SCHEMA_FILE = "product.schema.json";

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "The folder; by default this one.")
  @Nullable Path folder;

  @Option(names = "--name", description = "The product's name; by default the folder's.")
  @Nullable String name;

  private final Terminal terminal;

  InitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path root = (folder == null ? Path.of("") : folder).toAbsolutePath().normalize();
    List<String> paths = new ArrayList<>(FILES.values());
    paths.add(SCHEMA_FILE);
    for (String path : paths) {
      if (Files.exists(root.resolve(path))) {
        terminal.talkLine(
            "error: '" + root.resolve(path) + "' is there already; nothing was written");
        return ExitCode.USAGE;
      }
    }
    String product = name == null ? productName(root) : name;
    if (!product.matches("[a-z][a-z0-9-]{0,62}")) {
      terminal.talkLine(
          "error: '"
              + product
              + "' is no name of a product: small letters, digits and '-', a letter first; use --name");
      return ExitCode.USAGE;
    }
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path path = root.resolve(file.getValue());
      Files.createDirectories(path.getParent() == null ? root : path.getParent());
      Files.writeString(path, text(file.getKey()).replace("PRODUCT", product));
      terminal.dataLine("wrote " + path);
    }
    String schema = SpecSchema.draft7(AdapterRegistry.installed().signals());
    Files.writeString(root.resolve(SCHEMA_FILE), EditorSchema.of(schema, root, terminal));
    terminal.dataLine("wrote " + root.resolve(SCHEMA_FILE));
    terminal.dataLine("now: regauge run " + root);
    return ExitCode.FINE;
  }

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("product.yaml", "product.yaml");
    files.put("load.py", "src/hello/load.py");
    files.put("package.py", "src/hello/__init__.py");
    files.put("ignore", ".gitignore");
    return java.util.Collections.unmodifiableMap(files);
  }

  private static String productName(Path root) {
    Path last = root.getFileName();
    String text = last == null ? "hello" : last.toString().toLowerCase(Locale.ROOT);
    return text.replace('_', '-').replace(' ', '-');
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = InitCommand.class.getResourceAsStream("/init/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("the build left out init/" + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
