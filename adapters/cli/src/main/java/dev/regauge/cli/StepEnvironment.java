package dev.regauge.cli;

import dev.regauge.adapters.spi.Bundle;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.Content;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.engine.GeneratorVersion;
import dev.regauge.engine.output.BundleLock;
import dev.regauge.engine.output.BundleWriter;
import dev.regauge.engine.output.LockedBundle;
import dev.regauge.engine.output.OutputLocked;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Python environments of a product's steps, in the cache under the hash of what they are made
 * of, so that products with equal locks share them.
 */
record StepEnvironment(Path step, Optional<Path> user, Optional<Path> dbt, Optional<Path> spark) {

  /** Finds or makes the environments that a product home asks for. */
  static StepEnvironment of(List<BundleFile> home, Terminal terminal)
      throws IOException, InterruptedException {
    List<BundleFile> parts = home.stream().filter(StepEnvironment::isPart).toList();
    StringBuilder names = new StringBuilder();
    parts.forEach(part -> names.append(part.path()).append(' ').append(part.content().sha256()));
    String key = Content.text(names.toString()).sha256().substring(0, 16);
    Path folder = CacheFolder.of(System.getenv()).resolve("step-env");
    TargetName name = new TargetName("env-" + key);
    Path place = folder.resolve(name.value());
    Files.createDirectories(folder);
    // Another run may be making the same environment: wait for it and use it.
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(name + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      write(folder, new Bundle(name, parts));
      make(place, terminal);
    }
    return new StepEnvironment(
        place.resolve("venv/step/bin/python"),
        python(place.resolve("venv/user")),
        python(place.resolve("venv/dbt")),
        python(place.resolve("venv/spark")));
  }

  private static Optional<Path> python(Path environment) {
    return Optional.of(environment.resolve("bin/python")).filter(Files::exists);
  }

  private static boolean isPart(BundleFile file) {
    String path = file.path().value();
    return path.startsWith("wheels/") || path.startsWith("locks/") || path.equals("make-env.sh");
  }

  private static void write(Path folder, Bundle bundle) throws IOException {
    BundleLock blank =
        new BundleLock(
            "",
            bundle.target().value(),
            "",
            "",
            GeneratorVersion.CURRENT,
            "",
            new TreeMap<>(),
            new TreeMap<>());
    FoundDiagnostics found = new FoundDiagnostics();
    while (true) {
      try {
        new BundleWriter()
            .write(folder, List.of(new LockedBundle(bundle, blank.over(bundle))), true, found);
        break;
      } catch (OutputLocked e) {
        // Another environment is being written beside ours; that takes moments.
        Thread.onSpinWait();
      }
    }
    if (found.hasErrors()) {
      throw new IOException(
          "the cache is damaged: "
              + found.sorted().getFirst().message()
              + "; remove "
              + folder.resolve(bundle.target().value()));
    }
  }

  private static void make(Path place, Terminal terminal) throws IOException, InterruptedException {
    if (!Files.exists(place.resolve("venv/step/bin/python"))) {
      terminal.talkLine("making the environment of the steps (once; it fetches Python packages)");
    }
    int code =
        ChildProcess.run(
            new ProcessBuilder("sh", place.resolve("make-env.sh").toString(), place.toString()),
            terminal.err(),
            terminal.err());
    if (code != 0) {
      throw new IOException("the environment of the steps could not be made (exit " + code + ")");
    }
  }

  /** Adds the variables by which a step finds its interpreters. */
  void addTo(Map<String, String> variables, String scope) {
    String suffix = scope.toUpperCase(java.util.Locale.ROOT);
    variables.put("REGAUGE_STEP_PYTHON_" + suffix, step.toString());
    user.ifPresent(python -> variables.put("REGAUGE_USER_PYTHON_" + suffix, python.toString()));
    dbt.ifPresent(python -> variables.put("REGAUGE_DBT_PYTHON_" + suffix, python.toString()));
    spark.ifPresent(python -> variables.put("REGAUGE_SPARK_PYTHON_" + suffix, python.toString()));
  }
}
