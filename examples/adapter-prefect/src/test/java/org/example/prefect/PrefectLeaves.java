package org.example.prefect;

import java.util.Set;

/** What no file of this adapter tells of, and why. */
final class PrefectLeaves {

  static final Set<String> READ_WHEN_IT_RUNS =
      Set.of(
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
          // the product's records answer for them when a tick's run asks what is due
          "JobPlan.catchup",
          "JobPlan.maxCatchup",
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
          "JobPlan.setup",
          "JobPlan.teardown",
          "Toleration.effect",
          "Toleration.key",
          "Toleration.operator",
          "Toleration.seconds",
          "Toleration.value");

  static final Set<String> FAULTS_ELSEWHERE =
      Set.of(
          "flipped_catchup", // the product's records answer a tick, by plan.json
          "lost_check"); // the step runs checks, by plan.json

  private PrefectLeaves() {}
}
