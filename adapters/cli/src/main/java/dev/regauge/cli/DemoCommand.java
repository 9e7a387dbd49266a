package dev.regauge.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code demo}: the weather example, generated for every target and run here on its real data. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Copy the weather example into a new folder, make its three bundles, and run a week of it here.",
      "Needs no server; the data are public observations that the example carries."
    })
final class DemoCommand implements Callable<Integer> {

  private static final String EXAMPLE = "/example/weather";
  private static final String WEEK = "2012-01-01..2012-01-07";

  @Parameters(paramLabel = "DIR", description = "A folder that is not there yet, or empty.")
  @Nullable Path folder;

  private final Terminal terminal;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path root = (folder == null ? Path.of("demo") : folder).toAbsolutePath().normalize();
    if (Files.exists(root) && !isEmptyFolder(root)) {
      terminal.talkLine("error: '" + root + "' is not empty; nothing was written");
      return ExitCode.USAGE;
    }
    Path product = root.resolve("weather");
    Path bundles = root.resolve("bundles");
    copyExample(product);
    terminal.dataLine("== the product: " + product.resolve("product.yaml"));
    terminal.dataLine("== its bundles");
    int made = Main.run(terminal, "generate", product.toString(), "-o", bundles.toString());
    if (made != ExitCode.FINE) {
      return made;
    }
    terminal.dataLine("== a week of it, here, without an orchestrator");
    int ran = Main.run(terminal, "run", product.toString(), "--partitions", WEEK);
    if (ran != ExitCode.FINE) {
      return ran;
    }
    next(root);
    return ExitCode.FINE;
  }

  private void next(Path root) {
    String command = System.getenv("REGAUGE_ROOT") == null ? "regauge" : "./regauge";
    terminal.dataLine("== what to type next");
    for (String line :
        List.of(
            "run " + root.resolve("weather") + " --partition 2012-01-08            # another day",
            "run "
                + root.resolve("weather")
                + " --partition 2012-01-05 -p observations=data/seattle-weather-corrupted.csv"
                + "   # a day that a check blocks",
            "ledger "
                + root.resolve("weather")
                + "                               # what each target does with it",
            "init my-product                                     # a product of your own")) {
      terminal.dataLine("  " + command + " " + line);
    }
    terminal.dataLine(
        "  each bundle's README.md says how its engine runs it: "
            + root.resolve("bundles")
            + "/{airflow,argo,dagster}");
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(path)) {
      return inside.findAny().isEmpty();
    }
  }

  /** The example lies in the jar, or in a folder when the classes have not been packed. */
  private static void copyExample(Path target) throws IOException {
    URL place = DemoCommand.class.getResource(EXAMPLE);
    if (place == null) {
      throw new IllegalStateException("the build left out " + EXAMPLE);
    }
    try {
      URI uri = place.toURI();
      if (uri.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
          copyTree(jar.getPath(EXAMPLE), target);
        }
      } else {
        copyTree(Path.of(uri), target);
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path that is no URI: " + place, e);
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent() == null ? to : copy.getParent());
      try (InputStream in = Files.newInputStream(file)) {
        Files.write(copy, in.readAllBytes());
      }
    }
  }
}
