package dev.regauge.adapters.airflow;

import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.testkit.RobustnessConformance;
import java.util.Optional;
import java.util.Set;

/** Holds the adapter to what every adapter must keep. */
class AirflowConformanceTest extends RobustnessConformance {
  @Override
  protected OrchestratorAdapter<?> adapter() {
    return new AirflowAdapter();
  }

  @Override
  protected Set<String> readWhenItRuns() {
    return Set.of(
        // what the step reads for itself
        "AssetPlan.env",
        "AssetPlan.partitionSet",
        "AssetPlan.resources",
        "CatalogPlan.settings",
        "Daily.column",
        "Daily.columnType",
        "ExecutionPlan.catalogs",
        "ExecutionPlan.resources",
        "ExecutionPlan.tables",
        "ResourcePlan.config",
        "RetryPlan.initialSeconds",
        "RetryPlan.jitter",
        "RetryPlan.maxWaitSeconds",
        "RetryPlan.multiplier",
        "Static.column",
        "Static.columnType",
        "TablePlan.store",
        "TablePlan.storeKind",
        "Upstream.mapping",
        // read from env/ by timetable and step; images and namespaces are no matter of Airflow's
        "EnvironmentPlan.alertOwners",
        "EnvironmentPlan.enabledJobs",
        "EnvironmentPlan.namespace",
        "EnvironmentPlan.poolSlots",
        "EnvironmentPlan.values",
        // in plan.json only: the assets have the owners, and a check's name and kind stand on its
        // asset
        "CheckPlan.description",
        "CheckPlan.tags",
        "JobPlan.isImplied",
        "ProductPlan.owner",
        // approximated, as the ledger says
        "JobPlan.was",
        "ProductPlan.labels");
  }

  @Override
  protected Optional<String> semanticsElsewhere() {
    return Optional.of("golden/engines/tests/test_four_runners.py");
  }
}
