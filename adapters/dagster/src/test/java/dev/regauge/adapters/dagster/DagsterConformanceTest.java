package dev.regauge.adapters.dagster;

import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.testkit.RobustnessConformance;
import java.util.Optional;
import java.util.Set;

/** Holds the adapter to what every adapter must keep. */
class DagsterConformanceTest extends RobustnessConformance {
  @Override
  protected OrchestratorAdapter<?> adapter() {
    return new DagsterAdapter();
  }

  @Override
  protected Set<String> readWhenItRuns() {
    return Set.of(
        // what the step reads for itself
        "AssetPlan.env",
        "AssetPlan.maxRuntimeSeconds",
        "AssetPlan.resources",
        // another order than the usual one is refused
        "Backfill.order",
        "CatalogPlan.settings",
        "Daily.column",
        "Daily.columnType",
        "ExecutionPlan.catalogs",
        "ExecutionPlan.resources",
        "ExecutionPlan.tables",
        "Output.table",
        "Output.write",
        "ResourcePlan.config",
        "RetryPlan.categories",
        "RetryPlan.initialSeconds",
        "RetryPlan.jitter",
        "RetryPlan.maxWaitSeconds",
        "RetryPlan.multiplier",
        "Static.column",
        "Static.columnType",
        "TablePlan.store",
        "TablePlan.storeKind",
        // a run's parameters are one tag, which the step reads against the plan
        "ExecutionPlan.params",
        "JobPlan.params",
        "ParamPlan.defaultValue",
        "ParamPlan.description",
        "ParamPlan.name",
        "ParamPlan.type",
        "ParamPlan.values",
        // which partitions a tick requests is asked of the records
        "JobPlan.maxCatchup",
        // read from env/ by generated code and step; images and namespaces are no matter of
        // Dagster's
        "EnvironmentPlan.alertOwners",
        "EnvironmentPlan.enabledJobs",
        "EnvironmentPlan.namespace",
        "EnvironmentPlan.poolSlots",
        // a job's order is that of its assets' deps, and every asset in no job has one anyway
        "Edge.from",
        "Edge.to",
        "JobPlan.isImplied",
        // refused: a step takes one slot, and a step belongs to an asset
        "JobPlan.setup",
        "JobPlan.teardown",
        "PoolUse.slots");
  }

  @Override
  protected Set<String> faultsElsewhere() {
    return Set.of(
        "lost_params"); // a run's parameters are one tag, which the step reads against the plan
  }

  @Override
  protected Optional<String> semanticsElsewhere() {
    return Optional.of("golden/engines/tests/test_four_runners.py");
  }
}
