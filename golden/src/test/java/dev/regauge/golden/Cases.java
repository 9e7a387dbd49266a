package dev.regauge.golden;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.engine.TargetSelection;
import dev.regauge.engine.output.LockedBundle;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.TextPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The golden cases: folders of {@code golden/cases} with a product and what is made of it. */
final class Cases {
  static final Path FOLDER = Path.of("cases");

  /** Goldens keep this instead of Regauge's version, so that a release changes none of them. */
  private static final String VERSION = "golden";

  /**
   * The wheel's hash changes with every line of the runtime, which has tests of its own; that there
   * is a wheel stays visible.
   */
  private static final Pattern WHEEL =
      Pattern.compile("(\"wheels/[^\"]+\": \\{\\s+\"sha256\": \")[0-9a-f]{64}");

  private Cases() {}

  static List<String> names() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("product.yaml")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** Generates a product for its targets, or for every adapter. */
  static Outcome generate(Path productFile) throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    Generation made =
        new Generator(AdapterRegistry.installed(), VERSION)
            .generate(productFile, TargetSelection.ALL, found);
    String text = new TextPrinter(made.product().sources()).print(made.product().heard(found));
    return new Outcome(made.bundles(), text);
  }

  /** What a generation made and said. */
  record Outcome(List<LockedBundle> bundles, String findings) {

    /** Returns every file with its target in front, its mode and its bytes. */
    SortedMap<String, BundleFile> files() {
      SortedMap<String, BundleFile> files = new TreeMap<>();
      for (LockedBundle bundle : bundles) {
        bundle
            .filesAndLock()
            .forEach(file -> files.put(bundle.bundle().target() + "/" + file.path(), file));
      }
      return files;
    }

    /** Returns what a golden tree keeps: the text that was made for this case, and the findings. */
    SortedMap<String, byte[]> kept() {
      SortedMap<String, byte[]> kept = new TreeMap<>();
      files()
          .forEach(
              (path, file) -> {
                if (isKept(file.path().value())) {
                  kept.put(path, withoutWheelHash(path, file.content().toBytes()));
                }
              });
      if (!findings.isEmpty()) {
        kept.put("diagnostics.txt", findings.getBytes(StandardCharsets.UTF_8));
      }
      return kept;
    }

    /** Copies of the user's files and what is the same in every bundle stand in the lock only. */
    private static boolean isKept(String path) {
      return !path.startsWith("code/")
          && !path.startsWith("wheels/")
          && !path.startsWith("locks/")
          && !path.equals("make-env.sh")
          && !path.equals("tests/test_references.py");
    }

    private static byte[] withoutWheelHash(String path, byte[] bytes) {
      if (!path.endsWith("/bundle.lock.json")) {
        return bytes;
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      return WHEEL.matcher(text).replaceAll("$1(any)").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Returns the files below a folder with their bytes, by path. */
  static SortedMap<String, byte[]> read(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
          String name = folder.relativize(path).toString().replace('\\', '/');
          if (!name.contains("__pycache__")) {
            files.put(name, Files.readAllBytes(path));
          }
        }
      }
    }
    return files;
  }

  /** Copies a case without what is expected of it, which is none of the product's files. */
  static Path copyOf(String name, Path to) throws IOException {
    return copyOf(FOLDER.resolve(name), to);
  }

  /** Copies a product's folder, without what is expected of it. */
  static Path copyOf(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(path).toString());
        if (path.startsWith(from.resolve("expected"))) {
          continue;
        }
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return to;
  }
}
