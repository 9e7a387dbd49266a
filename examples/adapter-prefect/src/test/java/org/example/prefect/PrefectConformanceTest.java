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
    return Set.of(
        // what the step reads for itself: the run, its limits, its partition and its checks
        "AssetPlan.codeVersion",
        "AssetPlan.env",
        "AssetPlan.maxRuntimeSeconds",
        "AssetPlan.partitionSet",
        "AssetPlan.resources",
        "CatalogPlan.settings",
        "CheckPlan.description",
        "CheckPlan.enabled",
        "CheckPlan.name",
        "CheckPlan.onFail",
        "CheckPlan.tags",
        "Daily.column",
        "Daily.columnType",
        "Daily.end",
        "Daily.endOffset",
        "Daily.format",
        "Daily.name",
        "Daily.offsetSeconds",
        "Daily.start",
        "Daily.timezone",
        "ExecutionPlan.catalogs",
        "ExecutionPlan.partitionSets",
        "ExecutionPlan.resources",
        "ExecutionPlan.tables",
        "JobPlan.maxRuntimeSeconds",
        "Output.table",
        "Output.write",
        "ResourcePlan.config",
        "RetryPlan.categories",
        "RetryPlan.initialSeconds",
        "RetryPlan.maxWaitSeconds",
        "RetryPlan.multiplier",
        "Static.column",
        "Static.columnType",
        "Static.name",
        "Static.values",
        "TablePlan.store",
        "TablePlan.storeKind",
        "Upstream.mapping",
        // a run's parameters are one object, which the step reads against the plan
        "JobPlan.params",
        "ParamPlan.defaultValue",
        "ParamPlan.values",
        // read from env/ by the generated code and the step
        "EnvironmentPlan.enabledJobs",
        "EnvironmentPlan.name",
        "EnvironmentPlan.poolSlots",
        "EnvironmentPlan.values",
        // no matter of Prefect's: names of Kubernetes, and of what its limit's name says already
        "EnvironmentPlan.namespace",
        "PoolPlan.shared",
        "ProductPlan.domain",
        "JobPlan.isImplied",
        // the answer says that they are lost
        "AssetPlan.was",
        "JobPlan.was",
        // refused
        "Amounts.cpu",
        "Amounts.memory",
        "AssetPlan.after",
        "AssetPlan.freshness",
        "AssetPlan.priority",
        "Backfill.order",
        "CodePlan.image",
        "ComputePlan.nodeSelector",
        "ComputePlan.preset",
        "EnvironmentPlan.alertOwners",
        "EnvironmentPlan.imageDigest",
        "EnvironmentPlan.imageTag",
        "ImagePlan.pullPolicy",
        "ImagePlan.pullSecrets",
        "ImagePlan.repository",
        "ImagePlan.tag",
        "JobPlan.abort",
        "JobPlan.autoPauseAfterFailures",
        "JobPlan.catchup",
        "JobPlan.maxCatchup",
        "JobPlan.setup",
        "JobPlan.teardown",
        "Toleration.effect",
        "Toleration.key",
        "Toleration.operator",
        "Toleration.seconds",
        "Toleration.value");
  }

  @Override
  protected Set<String> faultsElsewhere() {
    return Set.of(
        "flipped_catchup", // refused
        "lost_check"); // the step runs checks, by plan.json
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
