package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.Dialect;
import dev.regauge.adapters.spi.Alerting;
import dev.regauge.adapters.spi.AnyTriggers;
import dev.regauge.adapters.spi.BackfillOrders;
import dev.regauge.adapters.spi.CatalogTypes;
import dev.regauge.adapters.spi.CodeImages;
import dev.regauge.adapters.spi.Contracts;
import dev.regauge.adapters.spi.MadeElsewhere;
import dev.regauge.adapters.spi.NotYet;
import dev.regauge.adapters.spi.OwnServices;
import dev.regauge.adapters.spi.OwnTopics;
import dev.regauge.adapters.spi.Packing;
import dev.regauge.adapters.spi.Polled;
import dev.regauge.adapters.spi.QuartzLines;
import dev.regauge.adapters.spi.RunEvents;
import dev.regauge.adapters.spi.SecretStores;
import dev.regauge.adapters.spi.StartDeadlines;
import dev.regauge.adapters.spi.StepHooks;
import dev.regauge.adapters.spi.StepLineage;
import dev.regauge.adapters.spi.StepTables;
import dev.regauge.adapters.spi.StepTelemetry;
import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.feature.Support.Approximated;
import dev.regauge.spec.feature.Support.Emulated;
import dev.regauge.spec.feature.Support.Native;
import dev.regauge.spec.feature.Support.Unsupported;
import dev.regauge.spec.model.Value;

/**
 * What Argo Workflows 3.6 and 3.7 can do of what a spec asks; docs/adapters/argo.md has the
 * evidence.
 */
final class ArgoFeatures {
  private static final Support NATIVE = new Native();

  /** The step protocol does it in the pod, the same on every target. */
  private static final Support BY_THE_STEP = NATIVE;

  private ArgoFeatures() {}

  static Support support(FeatureUse use, Dialect dialect) {
    return Packing.inside(use)
        .filter(_ -> use.feature() != Feature.PRIORITY)
        .orElseGet(() -> alone(use, dialect));
  }

  private static Support alone(FeatureUse use, Dialect dialect) {
    return switch (use.feature()) {
      case ASSET ->
          new Emulated("a template and a task in each job's graph; Argo has no catalog of assets");
      case DEPENDENCY, INPUT -> NATIVE;
      case ASSET_DESCRIPTION, ASSET_GROUP, ASSET_OWNERS, ASSET_KINDS, ASSET_TAGS, ASSET_METADATA ->
          new Emulated("in the annotation regauge.dev/asset of the step's template and pods");
      case ASSET_RENAME ->
          new Emulated("in the annotation regauge.dev/asset; old runs keep the old task name");
      case PYTHON_RUN,
          SQL_RUN,
          COMMAND_RUN,
          NOOP_RUN,
          DBT_RUN,
          SPARK_RUN,
          DLT_RUN,
          AIRBYTE_RUN,
          CONNECTOR_RUN,
          EXPORT_RUN,
          SEMANTIC_RUN,
          MAINTAIN_RUN,
          TEMPLATED_VALUES,
          RESOURCE ->
          BY_THE_STEP;
      case CONTAINER_RUN ->
          new Emulated(
              "the step makes a pod of the image beside its own, follows it, and deletes it; its"
                  + " account may do that in its namespace");
      case FILE_LOCAL_STORE ->
          new Unsupported(
              "each step is a pod of its own, and a file of one pod is not there in the next",
              "use a catalog and resources that a network reaches, for example catalogs: {lake:"
                  + " {type: jdbc, uri: {env: CATALOG_URI}, warehouse: {env: WAREHOUSE}}}");
      case OUTPUT_TABLE, WRITE_REPLACE, WRITE_MERGE, WRITE_APPEND, ATOMIC_OUTPUTS -> BY_THE_STEP;
      case BLOCKING_CHECK ->
          new Emulated(
              "in the step; the node of a failed one ends with code 21, a blocked reader succeeds"
                  + " with the output status=blocked, and nothing runs after it");
      case REPORTING_CHECK -> new Emulated("in the step; the outcomes are its output checks");
      case RETRY ->
          new Emulated(
              dialect.hasCap()
                  ? "retryStrategy with Argo's own back-off; the step stays for what a Retry-After"
                      + " or a broken multiplier asks beyond it"
                  : "retryStrategy, with Argo's own back-off where no maxWait or broken multiplier"
                      + " ends its growth; else, and for a Retry-After, the step stays for the wait");
      case RETRY_JITTER -> new Emulated("the step stays for the drawn wait before it ends");
      case RETRY_CATEGORIES -> NATIVE;
      case MAX_RUNTIME ->
          new Emulated("the step's parent process ends it; activeDeadlineSeconds is a safety net");
      case STEP_ENVIRONMENT -> BY_THE_STEP;
      case SECRET -> NATIVE;
      case CATALOG_TYPE -> CatalogTypes.support("Argo Workflows", use);
      case SECRET_STORE ->
          SecretStores.support(use, "the pods of the steps that name it get its key by name");
      case POOL ->
          new Approximated(
              "a semaphore; a step that waits for its next attempt keeps its slot meanwhile");
      case POOL_SLOTS ->
          new Unsupported(
              "a holder of an Argo semaphore holds one slot of it",
              "leave slots out, or give the heavy assets a pool of their own");
      case SHARED_POOL ->
          new Approximated("one limit in each namespace, not one for all products of a cluster");
      case PRIORITY ->
          new Unsupported(
              "Argo gives a slot to the oldest workflow; a step has no priority of its own",
              "leave priority out, or give the assets that must not wait a pool of their own");
      case BRANCH ->
          new Emulated(
              "the step asks the condition; what is not true ends it with the output"
                  + " status=skipped, and nothing that needs it runs");
      case JOIN -> new Emulated("depends on how each task before it ended, and when on its status");
      case FAN_OUT ->
          new Emulated("the pod's step runs the items itself, so many at once; Argo sees one node");
      case JOB_MAX_CONCURRENT -> NATIVE;
      case JOB_MAX_RUNTIME ->
          new Emulated(
              "each step is told when the run began, and ends at the run's end or does not begin;"
                  + " activeDeadlineSeconds would count a run's wait for earlier ones");
      case JOB_ABORT_ALL ->
          new Unsupported(
              "in the pass in which Argo sees that a step ended it starts what waited for it, and"
                  + " only then looks whether another one failed",
              "write abort: dependents");
      case JOB_SETUP, JOB_TEARDOWN ->
          new Emulated("a task of the run's graph, before or after all others");
      case JOB_PACK ->
          Packing.support(
              use,
              new Emulated(
                  "one pod for the assets of a pack, in which the local runner runs one after the"
                      + " other; a pod that is lost spends an attempt of each of them"));
      case PARAMS -> new Emulated("as one workflow parameter, params, a JSON object");
      case HOURLY_PARTITIONS,
          DAILY_PARTITIONS,
          WEEKLY_PARTITIONS,
          MONTHLY_PARTITIONS,
          CRON_PARTITIONS,
          PARTITION_KEY_FORMAT,
          MULTI_PARTITIONS,
          STATIC_PARTITIONS ->
          new Emulated("a workflow parameter, and a WorkflowTemplate for ranges of partitions");
      case DYNAMIC_PARTITIONS ->
          new Emulated(
              "a workflow parameter; the step asks the product's own records whether anybody has"
                  + " added the key, and so do ticks and backfills");
      case IDENTITY_MAPPING,
          ALL_MAPPING,
          LAST_MAPPING,
          WINDOW_MAPPING,
          STATIC_MAPPING,
          DIMENSION_MAPPING ->
          BY_THE_STEP;
      case UNPARTITIONED_IN_PARTITIONED_JOB ->
          new Emulated("a task of every run; a backfill leaves it out");
      case JOB, CRON_TRIGGER, DISABLED_TRIGGER -> NATIVE;
      case JOB_RENAME ->
          new Approximated(
              "the old job's objects stay, with their history, until they are deleted");
      case JOB_TAGS, LABELS ->
          new Emulated("in the annotation regauge.dev/job of the job's objects");
      case SEVERAL_CRON_TRIGGERS -> new Emulated("a CronWorkflow for each time zone");
      case OVERLAP_QUEUE ->
          new Emulated(
              "concurrencyPolicy Allow and a mutex on the run, because Forbid loses ticks");
      case OVERLAP_SKIP ->
          use.claims("isStartedOtherwise")
              ? new Approximated(
                  "a CronWorkflow sees its own runs alone: a tick that comes due while one of another"
                      + " time zone's or another trigger's goes on waits for its end")
              : new Emulated(
                  "concurrencyPolicy Forbid without a deadline to start in: neither a tick that a run is in"
                      + " the way of nor one while the controller is away is made up for");
      case OVERLAP_REPLACE, OVERLAP_ALLOW -> NATIVE;
      case CATCHUP -> new Emulated("the tick's workflow lists what is due and runs that in order");
      case MAX_ACTIVE_RUNS ->
          use.claims("isSkip")
              ? new Unsupported(
                  "concurrencyPolicy Forbid drops a tick as soon as one run goes on",
                  "leave maxActiveRuns out, or write overlap: queue or allow")
              : new Emulated("a semaphore on the run");
      case ENVIRONMENT -> new Emulated("a kustomize overlay in env/");
      case EXECUTION_PROCESS, EXECUTION_POD, COMPUTE -> NATIVE;
      case BACKFILL_ORDER ->
          BackfillOrders.support(
              use,
              new Emulated(
                  "the backfill's workflow lists its partitions from that end, and runs them in that order"));
      case ASSET_TIMEZONE ->
          new Emulated("the planner gives it to the asset's own partition set and cron lines");
      case CODE_IMAGE -> CodeImages.support(use, NATIVE);
      case EXECUTION_INLINE ->
          new Unsupported("Argo runs no user code in a process of its own", "write execution: pod");
      case USER_ENVIRONMENT -> NATIVE;
      case PATTERN_CHECK,
          FRESHNESS_CHECK,
          RELATIONSHIPS_CHECK,
          SCHEMA_CHECK,
          EXPRESSION_CHECK,
          ROW_COUNT_PARITY_CHECK,
          AGGREGATE_PARITY_CHECK,
          KEY_PARITY_CHECK,
          CHECKSUM_PARITY_CHECK,
          CHECK_SCOPE ->
          BY_THE_STEP;
      case CHECK_DIMENSION, CHECK_WEIGHT ->
          new Emulated("on the result, in the step's output checks");
      case QUALITY_GATE ->
          new Emulated("a check quality_gate of each asset of the tier, in the asset's own step");
      case DEDUPE,
          METADATA_COLUMNS,
          TABLE_LOCATION,
          TABLE_EVOLUTION,
          TABLE_RENAME,
          COLUMN_RENAME,
          PARTIAL_RESULT,
          ERROR_RULES ->
          BY_THE_STEP;
      case HOOK ->
          StepHooks.support(
              use, new Emulated("the step calls it from its pod, which alone has its secrets"));
      case LINEAGE -> StepLineage.supportWithoutFiles(use, BY_THE_STEP);
      case TELEMETRY ->
          StepTelemetry.support(
              use,
              new Emulated(
                  "the step tells of itself and its checks, the last task of a run's graph of the"
                      + " run, whose trace has an id that all of them know"));
      case TABLE_BRANCH -> StepTables.branch("Argo Workflows", use, BY_THE_STEP);
      case TABLE_RETENTION -> StepTables.retention(use, BY_THE_STEP);
      case CLASSIFICATION, COLUMN_LINEAGE, TABLE_LAYER ->
          new Emulated("in the annotation regauge.dev/asset of the step's template and pods");
      case UPSTREAM_TRIGGER, SENSOR_TRIGGER, ALL_TRIGGER ->
          new Emulated("a CronWorkflow of the product that asks its own records each minute");
      case EVENT_TRIGGER ->
          RunEvents.support(
              use,
              new Emulated(
                  "a CronWorkflow of the product that asks its own records each minute; the last task of a"
                      + " job's run notes there how it ended"));
      case QUARTZ_CRON -> QuartzLines.support(use);
      case START_DEADLINE ->
          StartDeadlines.support(
              use,
              new Emulated(
                  "startingDeadlineSeconds where the controller was away; each step of a run that"
                      + " waited longer for its turn ends as skipped"));
      case ALL_MISSING_TRIGGER ->
          new Emulated("the tick's workflow lists what is due and runs that in order");
      case JOB_HISTORY -> history(use);
      case AUTO_PAUSE ->
          new Emulated(
              "a run's last task notes in the product's own records how it ended, and a tick asks"
                  + " them before it runs anything; a command resumes it");
      case ANY_TRIGGER -> AnyTriggers.support(use);
      case ALERT ->
          Alerting.support(
              use,
              new Emulated(
                  "the step tells of its asset and its checks, the last task of a run's graph of"
                      + " what failed without a word and of the run"));
      case FRESHNESS ->
          new Emulated(
              "a CronWorkflow of the product that asks its own records every five minutes; a change"
                  + " is in that workflow's log and output");
      case EXTERNAL -> MadeElsewhere.support("Argo", "argo", "", use);
      case SERVICE, SERVICE_REPLICAS -> OwnServices.support(use);
      case TOPIC -> OwnTopics.support();
      case SENSOR -> sensor(use);
      case EXTERNAL_CONTRACT -> MadeElsewhere.contract(use);
      case OUTPUT_PORT -> Contracts.support(use);
      case RUN_PACKAGES,
          SHARED_TABLE,
          CATALOG_CLAIMS,
          RESOURCE_TYPE,
          PLATFORM_MANIFEST,
          PRODUCT_MODE,
          CAPABILITY ->
          NotYet.on("Argo Workflows", use);
    };
  }

  private static Support history(FeatureUse use) {
    return use.values().get("isOfRuns") instanceof Value.Bool(boolean isOfRuns) && !isOfRuns
        ? NATIVE
        : new Approximated(
            "Argo counts the runs that succeeded and those that failed apart, and only those that a"
                + " cron started");
  }

  private static Support sensor(FeatureUse use) {
    if (Polled.isOf("file", use)) {
      return new Unsupported(
          "the pod that looks for it has no folder of yours",
          "write a sensor of the kind python that asks where the files lie");
    }
    return Polled.isEachMinute(use)
        ? new Emulated(
            "that CronWorkflow asks it; its cursor and hits are the product's own records")
        : new Approximated("it is asked each minute, whatever its `every` says");
  }
}
