package org.example.prefect;

import dev.regauge.adapters.spi.QuartzLines;
import dev.regauge.adapters.spi.StepHooks;
import dev.regauge.adapters.spi.StepLineage;
import dev.regauge.adapters.spi.StepTables;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.feature.Support.Approximated;
import dev.regauge.spec.feature.Support.Emulated;
import dev.regauge.spec.feature.Support.Native;
import dev.regauge.spec.feature.Support.Unsupported;
import dev.regauge.spec.model.Value;
import java.time.ZoneId;

/** What Prefect 3.8 answers to each feature. What is not made is refused here, and only here. */
final class PrefectSupport {
  private static final Support NATIVE = new Native();
  private static final Support BY_STEP =
      new Emulated("the step does it, in the product's own environment");
  private static final Support KEY =
      new Emulated("the run's parameter partition; the step cuts what it reads and writes");

  private PrefectSupport() {}

  static Support of(FeatureUse use) {
    return switch (use.feature()) {
      case ASSET, DEPENDENCY, ASSET_DESCRIPTION, ASSET_OWNERS -> NATIVE;
      case ASSET_GROUP, ASSET_KINDS, ASSET_TAGS ->
          new Emulated("tags of the task, such as group:silver");
      case ASSET_METADATA -> new Emulated("metadata of each materialization");
      case ASSET_RENAME ->
          new Approximated("Prefect keeps what it knows of the old asset under the old key");
      case JOB_RENAME ->
          new Approximated("Prefect keeps the runs of the old flow under its old name");
      case INPUT,
          PYTHON_RUN,
          SQL_RUN,
          COMMAND_RUN,
          NOOP_RUN,
          DBT_RUN,
          SPARK_RUN,
          SEMANTIC_RUN,
          CONTAINER_RUN,
          DLT_RUN,
          AIRBYTE_RUN,
          CONNECTOR_RUN,
          EXPORT_RUN,
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
          USER_ENVIRONMENT,
          FAN_OUT,
          PATTERN_CHECK,
          FRESHNESS_CHECK,
          RELATIONSHIPS_CHECK,
          SCHEMA_CHECK,
          EXPRESSION_CHECK,
          ROW_COUNT_PARITY_CHECK,
          AGGREGATE_PARITY_CHECK,
          KEY_PARITY_CHECK,
          CHECKSUM_PARITY_CHECK,
          CHECK_SCOPE,
          CHECK_DIMENSION,
          CHECK_WEIGHT,
          QUALITY_GATE,
          DEDUPE,
          METADATA_COLUMNS,
          TABLE_LOCATION,
          TABLE_EVOLUTION,
          TABLE_RENAME,
          COLUMN_RENAME,
          PARTIAL_RESULT,
          ERROR_RULES ->
          BY_STEP;
      case FILE_LOCAL_STORE -> new Emulated("all steps run on the machine that serves the flows");
      case SECRET -> new Emulated("the step reads it from its process's environment");
      case BLOCKING_CHECK ->
          new Emulated(
              "the step fails, so that no task after it starts; in other runs the step's own guard"
                  + " holds readers back");
      case REPORTING_CHECK -> new Emulated("a table artifact of the task run, one row a check");
      case RETRY ->
          new Emulated(
              "Prefect's retries with the plan's waits, where the step's result says that it is"
                  + " tried again; the task waits for what Retry-After adds");
      case RETRY_JITTER -> new Emulated("the task waits as long as the step has drawn");
      case RETRY_CATEGORIES -> new Emulated("retry_condition_fn asks the step's result");
      case MAX_RUNTIME -> new Emulated("the step's parent process ends it: TERM, then KILL");
      case JOB_MAX_RUNTIME ->
          new Emulated("the step's parent process ends it at the run's end, and none begins");
      case JOB_MAX_CONCURRENT -> new Emulated("the threads of the flow's task runner");
      case POOL, POOL_SLOTS, SHARED_POOL ->
          new Emulated("a global concurrency limit, held by each attempt and by no wait");
      case BRANCH ->
          new Emulated(
              "the step asks the condition; what is not true ends as a cancelled task named"
                  + " Skipped, and no task after it starts");
      case PARAMS -> new Emulated("the run's parameter params, a JSON object");
      case HOURLY_PARTITIONS,
          DAILY_PARTITIONS,
          WEEKLY_PARTITIONS,
          MONTHLY_PARTITIONS,
          CRON_PARTITIONS,
          STATIC_PARTITIONS,
          MULTI_PARTITIONS,
          PARTITION_KEY_FORMAT,
          IDENTITY_MAPPING,
          ALL_MAPPING,
          LAST_MAPPING,
          WINDOW_MAPPING,
          STATIC_MAPPING,
          DIMENSION_MAPPING,
          UNPARTITIONED_IN_PARTITIONED_JOB ->
          KEY;
      case ASSET_TIMEZONE ->
          new Emulated("the planner gives it to the asset's own partition set and cron lines");
      case JOB, JOB_TAGS, LABELS -> NATIVE;
      case CRON_TRIGGER -> cron(use);
      case SEVERAL_CRON_TRIGGERS, DISABLED_TRIGGER -> NATIVE;
      case QUARTZ_CRON -> QuartzLines.support(use);
      case OVERLAP_QUEUE, MAX_ACTIVE_RUNS ->
          new Emulated("the deployment's concurrency limit; a run that finds no room waits");
      case OVERLAP_SKIP ->
          new Emulated("the deployment's concurrency limit cancels a run that finds no room");
      case OVERLAP_ALLOW -> NATIVE;
      case OVERLAP_REPLACE ->
          refused("Prefect ends no run for the next one", "write overlap: queue");
      case ENVIRONMENT -> new Emulated("env/<name>.json, chosen by the variable REGAUGE_ENV");
      case HOOK -> StepHooks.support(use, BY_STEP);
      case LINEAGE -> StepLineage.support(use, BY_STEP);
      case TABLE_BRANCH -> StepTables.branch("Prefect", use, BY_STEP);
      case TABLE_RETENTION -> StepTables.retention(use, BY_STEP);
      case CATCHUP, ALL_MISSING_TRIGGER ->
          new Emulated(
              "a tick's run asks the product's records what is missing too, and starts a flow run"
                  + " for each, oldest first");
      case PRIORITY ->
          refused("a concurrency limit of Prefect takes whoever asks first", "leave priority out");
      case JOIN ->
          refused("a task of this adapter runs only when all before it are completed", NONE);
      case JOB_ABORT_ALL ->
          refused("this adapter leaves the tasks running that do not need the failed one", NONE);
      case JOB_SETUP, JOB_TEARDOWN ->
          refused("a task of this adapter belongs to an asset", "make it an asset of its own");
      case EXECUTION_POD, EXECUTION_INLINE ->
          refused("each step is a process beside the flow's", "write execution: process");
      case DYNAMIC_PARTITIONS ->
          refused("this adapter tells nobody of new keys", "write static values");
      case UPSTREAM_TRIGGER, EVENT_TRIGGER, SENSOR_TRIGGER, ALL_TRIGGER, ANY_TRIGGER, SENSOR ->
          refused("deployments of this adapter start by cron lines only", "write a cron line");
      // Compute sizes, alerts, freshness, … and what comes with later versions of Regauge.
      default -> refused("the adapter for Prefect does not make it yet", use.feature().instead());
    };
  }

  private static final String NONE = "leave it out, or generate for a target that has it";

  private static Support refused(String why, String instead) {
    return new Unsupported(why, instead.isEmpty() ? NONE : instead);
  }

  /** Prefect reads a line with croniter, whose ticks differ from ours where clocks change. */
  private static Support cron(FeatureUse use) {
    boolean hasChanges =
        use.values().get("timezone") instanceof Value.Text(String zone)
            && !ZoneId.of(zone).getRules().isFixedOffset();
    return hasChanges
        ? new Approximated(
            "where the clocks change, the instants are Prefect's own; the partition is that of the"
                + " instant all the same")
        : new Emulated("a schedule of the deployment; the records tell the partition of a tick");
  }
}
