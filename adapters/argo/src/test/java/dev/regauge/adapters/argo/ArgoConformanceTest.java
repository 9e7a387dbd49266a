package dev.regauge.adapters.argo;

import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.testkit.RobustnessConformance;
import java.util.Optional;
import java.util.Set;

/** Holds the adapter to what every adapter must keep. */
class ArgoConformanceTest extends RobustnessConformance {
  @Override
  protected OrchestratorAdapter<?> adapter() {
    return new ArgoAdapter();
  }

  @Override
  protected Set<String> readWhenItRuns() {
    return Set.of(
        // what the step reads for itself, and which of its partitions a tick requests
        "AssetPlan.codeVersion",
        "CheckPlan.enabled",
        "CheckPlan.name",
        "CheckPlan.onFail",
        // its amounts stand in the files
        "ComputePlan.preset",
        "Daily.column",
        "Daily.columnType",
        "Daily.end",
        "Daily.endOffset",
        "Daily.format",
        "Daily.name",
        "Daily.offsetSeconds",
        "Daily.start",
        "Daily.timezone",
        "ExecutionPlan.partitionSets",
        "JobPlan.maxCatchup",
        "Output.table",
        "Output.write",
        "Static.column",
        "Static.columnType",
        "Static.name",
        "Static.values",
        "Upstream.mapping",
        // a run's parameters are one workflow parameter, which the step reads against the plan
        "JobPlan.params",
        "ParamPlan.defaultValue",
        "ParamPlan.description",
        "ParamPlan.name",
        "ParamPlan.type",
        "ParamPlan.values",
        // in plan.json only: Kubernetes has names of its own, and a job's order is that of its
        // edges
        "CheckPlan.description",
        "CheckPlan.tags",
        "ProductPlan.identifier",
        "Upstream.asset",
        // refused: a holder of a semaphore holds one slot, a step has no priority, and a failure
        // ends what needs it
        "AssetPlan.priority",
        "JobPlan.abort",
        "PoolUse.slots");
  }

  @Override
  protected Set<String> faultsElsewhere() {
    return Set.of("lost_check"); // the step runs the checks, by plan.json
  }

  @Override
  protected Optional<String> semanticsElsewhere() {
    return Optional.of("golden/engines/tests/test_four_runners.py");
  }
}
