package org.example.prefect;

import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.testkit.JobRun;
import dev.regauge.testkit.SemanticsConformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** All levels of the kit; the third runs a Prefect server. */
class PrefectConformanceTest extends SemanticsConformance {
  @Override
  protected OrchestratorAdapter<?> adapter() {
    return new PrefectAdapter();
  }

  @Override
  protected Set<String> readWhenItRuns() {
    return PrefectLeaves.READ_WHEN_IT_RUNS;
  }

  @Override
  protected Set<String> faultsElsewhere() {
    return PrefectLeaves.FAULTS_ELSEWHERE;
  }

  /** The server is a process that Prefect starts beside the flows and ends with them. */
  @Override
  protected Path run(Path bundle, List<JobRun> runs, SortedMap<String, String> variables)
      throws IOException {
    Path kept = Files.createDirectories(Path.of("target", "prefect").toAbsolutePath());
    Path python = PrefectEnvironment.of(bundle, kept);
    // The kit makes the bundle's folder anew for each run, so that the server's store is new too.
    Path work = Files.createDirectories(bundle.resolveSibling("prefect-server"));
    Path scripts = Path.of("src/test/python").toAbsolutePath();
    Path trace = work.resolve("trace.jsonl");
    Path asked = Files.writeString(work.resolve("runs.json"), asked(runs));
    ProcessBuilder process =
        new ProcessBuilder(
            python.toString(),
            scripts.resolve("on_prefect.py").toString(),
            asked.toString(),
            trace.toString());
    process.environment().putAll(variables);
    process.environment().put("PREFECT_HOME", work.resolve("home").toString());
    process.environment().put("PREFECT_SERVER_ALLOW_EPHEMERAL_MODE", "true");
    process.environment().put("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "300");
    process.environment().put("PREFECT_SERVER_ANALYTICS_ENABLED", "false");
    process.environment().put("DO_NOT_TRACK", "1");
    process.environment().put("PYTHONPATH", scripts + ":" + bundle.resolve("src"));
    PrefectEnvironment.finish(process.directory(bundle.toFile()), work.resolve("runs.log"));
    return trace;
  }

  private static String asked(List<JobRun> runs) {
    List<String> all =
        runs.stream()
            .map(
                one ->
                    "{\"job\": \"%s\", \"partition\": %s, \"params\": %s}"
                        .formatted(
                            one.job(),
                            one.partition().map(key -> '"' + key + '"').orElse("null"),
                            one.params()))
            .toList();
    return "[" + String.join(", ", all) + "]";
  }
}
