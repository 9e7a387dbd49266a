package dev.regauge.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The bundle's own runner: what an engine does is held against what it does. */
final class LocalRunner {
  private static final long PATIENCE_MINUTES = 15;

  /** Something did not run, was left undone or is blocked; a trace tells of it. */
  private static final int NOT_ALL_MADE = 8;

  private final Path bundle;
  private final Path folder;

  /**
   * @param folder where tables, trace and words lie
   */
  LocalRunner(Path bundle, Path folder) {
    this.bundle = bundle.toAbsolutePath();
    this.folder = folder.toAbsolutePath();
  }

  /** Makes the environments of the bundle's steps, as its README says. */
  static void prepare(Path bundle) throws IOException {
    List<String> command = List.of("sh", "make-env.sh");
    require(
        run(bundle, command, new TreeMap<>(), bundle.resolveSibling("make-env.log")) == 0,
        "make-env.sh");
  }

  /** Returns where the tables of a side lie, by the variables of the product's catalog. */
  static SortedMap<String, String> lake(Path folder) throws IOException {
    Path warehouse = Files.createDirectories(folder.toAbsolutePath().resolve("warehouse"));
    SortedMap<String, String> variables = new TreeMap<>();
    variables.put("CATALOG_URI", "sqlite:///" + folder.toAbsolutePath().resolve("catalog.db"));
    variables.put("WAREHOUSE", warehouse.toUri().toString());
    return variables;
  }

  /** Runs jobs one after the other and returns the trace of all. */
  Path run(List<JobRun> runs) throws IOException {
    Path trace = folder.resolve("trace.jsonl");
    SortedMap<String, String> variables = lake(folder);
    variables.put("REGAUGE_DATA", folder.toString());
    variables.put("REGAUGE_TRACE", trace.toString());
    for (JobRun one : runs) {
      List<String> command = new ArrayList<>(List.of(python().toString(), "-m", "regauge_runtime"));
      command.addAll(List.of("run", "--home", bundle.toString(), "--job", one.job()));
      one.partition().ifPresent(key -> command.addAll(List.of("--partition", key)));
      command.addAll(List.of("--params", one.params(), "--keep-going"));
      int code = run(bundle, command, variables, folder.resolve("run.log"));
      require(code == 0 || code == NOT_ALL_MADE, "the local runner with " + one);
    }
    return trace;
  }

  /** Returns what the tables of a side hold, as lines of a trace. */
  List<String> tables(String runner, Path side) throws IOException {
    Path script = folder.resolve("tables.py");
    Files.writeString(script, Scenario.resource("tables.py"));
    Path told = folder.resolve("tables-" + runner + ".jsonl");
    List<String> command = List.of(python().toString(), script.toString(), runner);
    require(run(folder, command, lake(side), told) == 0, "the tables of " + runner);
    return Files.readAllLines(told);
  }

  private Path python() {
    return bundle.resolve("venv/step/bin/python");
  }

  private static int run(
      Path folder, List<String> command, SortedMap<String, String> variables, Path log)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(variables);
    builder.redirectOutput(log.toFile());
    builder.redirectError(log.resolveSibling(log.getFileName() + ".errors").toFile());
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(command + " took longer than " + PATIENCE_MINUTES + " minutes");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void require(boolean isSo, String what) {
    if (!isSo) {
      throw new AssertionError(what + " failed; see the logs in target/conformance");
    }
  }
}
