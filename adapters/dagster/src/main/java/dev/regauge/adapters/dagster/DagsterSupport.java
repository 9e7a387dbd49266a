package dev.regauge.adapters.dagster;

import dev.regauge.adapters.spi.Alerting;
import dev.regauge.adapters.spi.AnyTriggers;
import dev.regauge.adapters.spi.BackfillOrders;
import dev.regauge.adapters.spi.CatalogTypes;
import dev.regauge.adapters.spi.Contracts;
import dev.regauge.adapters.spi.MadeElsewhere;
import dev.regauge.adapters.spi.NotYet;
import dev.regauge.adapters.spi.OwnServices;
import dev.regauge.adapters.spi.OwnTopics;
import dev.regauge.adapters.spi.Packing;
import dev.regauge.adapters.spi.QuartzLines;
import dev.regauge.adapters.spi.RunEvents;
import dev.regauge.adapters.spi.SecretStores;
import dev.regauge.adapters.spi.StartDeadlines;
import dev.regauge.adapters.spi.StepHooks;
import dev.regauge.adapters.spi.StepLineage;
import dev.regauge.adapters.spi.StepTables;
import dev.regauge.adapters.spi.StepTelemetry;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.feature.Support.Approximated;
import dev.regauge.spec.feature.Support.Emulated;
import dev.regauge.spec.feature.Support.Native;
import dev.regauge.spec.feature.Support.Unsupported;
import dev.regauge.spec.model.Value;
import java.util.List;

/** What Dagster 1.13 answers to each feature; {@code docs/adapters/dagster.md} says the same. */
final class DagsterSupport {
  /** Dagster 1.13 refuses a fourth kind. */
  static final int MAX_KINDS = 3;

  private static final int MAX_DIMENSIONS = 2;

  private static final Support NATIVE = new Native();
  private static final Support BY_STEP =
      new Emulated("the step does it, in the product's own environment");

  private DagsterSupport() {}

  static Support of(FeatureUse use) {
    return Packing.inside(use).orElseGet(() -> alone(use));
  }

  private static Support alone(FeatureUse use) {
    return switch (use.feature()) {
      case ASSET, DEPENDENCY, ASSET_DESCRIPTION, ASSET_GROUP, ASSET_METADATA -> NATIVE;
      case ASSET_OWNERS ->
          new Emulated(
              "native for mail addresses and team:…; others as the metadata regauge/owners");
      case ASSET_KINDS ->
          count(use, "names") <= MAX_KINDS
              ? NATIVE
              : new Emulated("native for three; further ones as the metadata regauge/kinds");
      case ASSET_TAGS ->
          new Emulated(
              "native where Dagster takes the value; others as the metadata regauge/tag/…");
      case ASSET_RENAME ->
          new Approximated(
              "Dagster keeps the history of the old key under the old key; the asset's metadata"
                  + " regauge/was names it");
      case INPUT,
          PYTHON_RUN,
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
          RESOURCE,
          OUTPUT_TABLE,
          WRITE_REPLACE,
          WRITE_MERGE,
          WRITE_APPEND,
          ATOMIC_OUTPUTS,
          STEP_ENVIRONMENT,
          EXECUTION_PROCESS,
          USER_ENVIRONMENT ->
          BY_STEP;
      case FILE_LOCAL_STORE -> new Emulated("all steps run on the machine of the code location");
      case SECRET -> new Emulated("the step reads it from its process's environment");
      case CATALOG_TYPE -> CatalogTypes.support("Dagster", use);
      case SECRET_STORE ->
          SecretStores.support(
              use, "your deployment hands its keys to the steps, as REGAUGE_SECRET_<NAME>_<KEY>");
      case BLOCKING_CHECK ->
          new Emulated(
              "a blocking Dagster check in the asset's own step; in other runs the step's guard"
                  + " holds readers back");
      case REPORTING_CHECK -> NATIVE;
      case RETRY, RETRY_JITTER, RETRY_CATEGORIES ->
          new Emulated(
              "the step's result decides, and Dagster retries after exactly its wait"
                  + " (RetryRequested)");
      case MAX_RUNTIME -> new Emulated("the step's parent process ends it: TERM, then KILL");
      case POOL, SHARED_POOL -> NATIVE;
      case POOL_SLOTS ->
          new Unsupported(
              "a step takes exactly one slot of a Dagster pool",
              "give the asset a pool of its own with fewer slots");
      case PRIORITY -> NATIVE;
      case JOB_MAX_CONCURRENT -> new Emulated("the executor of the job, max_concurrent");
      case BRANCH ->
          new Emulated(
              "the step asks the condition; what is not true ends it without a materialization, and"
                  + " Dagster skips what needs it");
      case JOIN -> join(use);
      case FAN_OUT ->
          new Emulated(
              "the step runs the items itself, so many at once; Dagster sees one step and one asset");
      case JOB_MAX_RUNTIME ->
          new Emulated(
              "the step's parent process ends it at the run's end, and none begins; the tag"
                  + " dagster/max_runtime is a safety net");
      case JOB_ABORT_ALL ->
          new Emulated("a step looks every two seconds whether another one of its run has failed");
      case JOB_SETUP ->
          new Unsupported(
              "a step of a Dagster job belongs to an asset",
              "make it an asset that the others depend on");
      case JOB_TEARDOWN ->
          new Unsupported(
              "Dagster runs nothing after a step that failed",
              "write it at the end of an asset's own function, in a finally block");
      case JOB_PACK -> pack(use);
      case PARAMS -> new Emulated("the run's tag regauge/params, a JSON object");
      case HOURLY_PARTITIONS,
          DAILY_PARTITIONS,
          WEEKLY_PARTITIONS,
          MONTHLY_PARTITIONS,
          CRON_PARTITIONS ->
          TimePartitions.support(use);
      case PARTITION_KEY_FORMAT -> NATIVE;
      case MULTI_PARTITIONS ->
          count(use, "dimensions") <= MAX_DIMENSIONS
              ? NATIVE
              : new Unsupported(
                  "a Dagster partition has at most two dimensions",
                  "leave a dimension out, or write its values into those of another");
      case STATIC_PARTITIONS, IDENTITY_MAPPING, ALL_MAPPING -> NATIVE;
      case DYNAMIC_PARTITIONS ->
          new Emulated(
              "a DynamicPartitionsDefinition; the keys are the product's own records, and a sensor"
                  + " tells Dagster of each");
      case LAST_MAPPING, WINDOW_MAPPING, STATIC_MAPPING, DIMENSION_MAPPING ->
          new Emulated("the step cuts its inputs; Dagster's own mapping is for its graph");
      case UNPARTITIONED_IN_PARTITIONED_JOB, JOB, JOB_TAGS -> NATIVE;
      case JOB_RENAME ->
          new Approximated(
              "Dagster keeps the runs of the old job under its old name; the new job's tag"
                  + " regauge/was names it");
      case CRON_TRIGGER ->
          new Emulated(
              "native for the instants; the schedule's own code chooses the partition, because"
                  + " Dagster counts cron ticks");
      case SEVERAL_CRON_TRIGGERS -> new Emulated("one schedule for each");
      case DISABLED_TRIGGER -> NATIVE;
      case OVERLAP_QUEUE -> NATIVE;
      case MAX_ACTIVE_RUNS ->
          use.claims("isSkip")
              ? new Unsupported(
                  "the schedule skips a tick as soon as one run goes on",
                  "leave maxActiveRuns out, or write overlap: queue or allow")
              : NATIVE;
      case OVERLAP_SKIP -> new Emulated("the schedule skips a tick while a run has not ended");
      case OVERLAP_REPLACE ->
          new Unsupported(
              "a Dagster schedule cannot end the run that it replaces", "write overlap: queue");
      case OVERLAP_ALLOW -> NATIVE;
      case CATCHUP ->
          new Emulated("each tick asks the product's records which partitions are missing");
      case ENVIRONMENT -> new Emulated("env/<name>.json, chosen by the variable REGAUGE_ENV");
      case BACKFILL_ORDER ->
          BackfillOrders.support(
              use,
              new Unsupported(
                  "Dagster's daemon takes the partitions in the order in which somebody asks for them, and a code location has no say in it",
                  "leave order out, and ask for the partitions of a range one backfill after the other"));
      case ASSET_TIMEZONE ->
          new Emulated("the planner gives it to the asset's own partition set and cron lines");
      case CODE_IMAGE ->
          new Approximated(
              "the README says under which name the image is pushed and how it is pulled; what"
                  + " pulls it is the deployment that runs the code location");
      case COMPUTE ->
          new Approximated(
              "the step's tag dagster-k8s/config: it holds where an executor gives each step a pod of"
                  + " its own (k8s_job_executor), and the bundle's code location runs all on one"
                  + " machine");
      case EXECUTION_POD ->
          new Unsupported(
              "steps run as processes of the code location", "write execution: process");
      case EXECUTION_INLINE ->
          new Unsupported(
              "user code does not run in Dagster's own process", "write execution: process");
      case LABELS -> new Emulated("metadata of the code location");
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
          BY_STEP;
      case CHECK_DIMENSION, CHECK_WEIGHT ->
          new Emulated("metadata of the check and of its results; the step counts with it");
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
          BY_STEP;
      case HOOK -> StepHooks.support(use, BY_STEP);
      case LINEAGE -> StepLineage.support(use, BY_STEP);
      case TELEMETRY ->
          StepTelemetry.support(
              use,
              new Emulated(
                  "the step tells of itself and its checks, run status sensors of the product of"
                      + " the run, whose trace has an id that all of them know"));
      case TABLE_BRANCH -> StepTables.branch("Dagster", use, BY_STEP);
      case TABLE_RETENTION -> StepTables.retention(use, BY_STEP);
      case CLASSIFICATION ->
          new Emulated("tags of the columns in the asset's dagster/column_schema");
      case COLUMN_LINEAGE -> NATIVE;
      case TABLE_LAYER -> new Emulated("the asset's metadata regauge/tables");
      case UPSTREAM_TRIGGER, SENSOR_TRIGGER, ALL_TRIGGER ->
          new Emulated("a sensor of the job that asks the product's own records");
      case EVENT_TRIGGER ->
          RunEvents.support(
              use,
              new Emulated(
                  "the job's sensor asks the product's own records, and hands them the newest ended runs of a"
                      + " job that it waits for"));
      case CONTAINER_RUN ->
          new Emulated(
              "the step makes a pod of the image in the cluster that KUBECONFIG or its token names,"
                  + " else a container of the machine's Docker or Podman, and ends it with itself");
      case QUARTZ_CRON -> QuartzLines.support(use);
      case START_DEADLINE ->
          StartDeadlines.support(
              use, new Emulated("each step of a run that began later than that ends as skipped"));
      case ALL_MISSING_TRIGGER ->
          new Emulated(
              "that trigger's schedule asks the product's records which partitions are missing");
      case JOB_HISTORY ->
          new Unsupported(
              "Dagster keeps every run until somebody deletes it",
              "leave history out, and delete old runs in the instance");
      case AUTO_PAUSE ->
          new Emulated(
              "ticks and looks hand the job's newest runs to the product's own records, which start"
                  + " no more of them once that many have failed; a command resumes it");
      case ANY_TRIGGER -> AnyTriggers.support(use);
      case ALERT ->
          Alerting.support(
              use,
              new Emulated(
                  "the step tells of its asset and its checks, a run failure sensor of the product"
                      + " of what failed without a word and of the run"));
      case FRESHNESS ->
          new Emulated(
              "a sensor of the product asks its own records every five minutes; of a change the"
                  + " asset has an observation");
      case EXTERNAL ->
          MadeElsewhere.support(
              "Dagster", "dagster", "; the asset there is what ours depend on in the graph", use);
      case SERVICE, SERVICE_REPLICAS -> OwnServices.support(use);
      case TOPIC -> OwnTopics.support();
      case SENSOR ->
          new Emulated(
              "the job's sensor asks it; its cursor and hits are the product's own records");
      case EXTERNAL_CONTRACT -> MadeElsewhere.contract(use);
      case OUTPUT_PORT -> Contracts.support(use);
      case RUN_PACKAGES,
          SHARED_TABLE,
          CATALOG_CLAIMS,
          RESOURCE_TYPE,
          PLATFORM_MANIFEST,
          PRODUCT_MODE,
          CAPABILITY ->
          NotYet.on("Dagster", use);
    };
  }

  private static Support join(FeatureUse use) {
    return use.values().get("after") instanceof Value.Text(String after) && after.equals("all-done")
        ? new Unsupported(
            "Dagster runs no step after one that failed", "write 'after: any-not-failed'")
        : new Emulated(
            "each asset before the join has one beside it, named …-ended, which a run makes also"
                + " when the asset was skipped");
  }

  private static Support pack(FeatureUse use) {
    List<String> shared = Packing.shared(use);
    return shared.isEmpty()
        ? Packing.support(
            use,
            new Emulated(
                "one multi_asset step with the assets of a pack and their checks, which the local"
                    + " runner runs one after the other; Dagster hears of them when all have ended,"
                    + " and a process that is lost spends an attempt of each"))
        : new Unsupported(
            "an asset of Dagster is made by one step, whichever job runs it, and other jobs have "
                + String.join(", ", shared)
                + " too",
            "select each asset in one job only, or leave pack out");
  }

  private static int count(FeatureUse use, String name) {
    return use.values().get(name) instanceof Value.Sequence(List<Value> items) ? items.size() : 0;
  }
}
