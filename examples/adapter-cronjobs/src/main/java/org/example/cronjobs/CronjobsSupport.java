package org.example.cronjobs;

import dev.regauge.adapters.spi.QuartzLines;
import dev.regauge.adapters.spi.StepHooks;
import dev.regauge.adapters.spi.StepTables;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.feature.Support.Approximated;
import dev.regauge.spec.feature.Support.Emulated;
import dev.regauge.spec.feature.Support.Native;
import dev.regauge.spec.feature.Support.Unsupported;
import dev.regauge.spec.model.Value;
import java.time.ZoneId;

/** What a cluster can do of what a spec asks when nothing in it knows of steps. */
final class CronjobsSupport {
  private static final Support BY_STEP = new Emulated("the step does it");
  private static final Support BY_RUNNER =
      new Emulated("the bundle's runner does it, in the one pod of the run");
  private static final String ORCHESTRATOR = "generate for an orchestrator that has it";

  private CronjobsSupport() {}

  static Support of(FeatureUse use) {
    return switch (use.feature()) {
      case JOB, DISABLED_TRIGGER, OVERLAP_ALLOW -> new Native();
      case ASSET,
          ASSET_DESCRIPTION,
          ASSET_GROUP,
          ASSET_KINDS,
          ASSET_OWNERS,
          ASSET_TAGS,
          ASSET_METADATA ->
          new Approximated("a cluster shows people no assets; plan.json has the words");
      case JOB_TAGS, LABELS -> new Emulated("annotations of the CronJob, as JSON");
      case ASSET_RENAME -> new Emulated("nothing of the old asset is kept outside of its tables");
      case JOB_RENAME ->
          new Approximated("the CronJob of the old name is deleted by hand, with its history");
      case INPUT,
          PYTHON_RUN,
          SQL_RUN,
          COMMAND_RUN,
          NOOP_RUN,
          DBT_RUN,
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
          BRANCH,
          BLOCKING_CHECK,
          REPORTING_CHECK,
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
          ERROR_RULES,
          MAX_RUNTIME ->
          BY_STEP;
      case DEPENDENCY,
          RETRY,
          RETRY_JITTER,
          RETRY_CATEGORIES,
          PRIORITY,
          JOIN,
          JOB_MAX_CONCURRENT,
          JOB_ABORT_ALL,
          JOB_SETUP,
          JOB_TEARDOWN,
          PARAMS,
          CATCHUP,
          BACKFILL_ORDER,
          HOURLY_PARTITIONS,
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
          UNPARTITIONED_IN_PARTITIONED_JOB,
          ASSET_TIMEZONE ->
          BY_RUNNER;
      case JOB_MAX_RUNTIME ->
          new Emulated("the runner ends the run; activeDeadlineSeconds ends one that hangs");
      case POOL, POOL_SLOTS ->
          new Approximated("its slots are counted in each run by itself, not over all that go on");
      case SECRET ->
          new Emulated("a variable of the pod, from the Secret that bears the product's name");
      case CRON_TRIGGER -> cron(use);
      case SEVERAL_CRON_TRIGGERS ->
          new Approximated("each line is a CronJob, and their runs do not see each other");
      case QUARTZ_CRON -> QuartzLines.support(use);
      case OVERLAP_QUEUE ->
          new Approximated(
              "of the ticks that come due while a run goes on only the last starts after it");
      case OVERLAP_SKIP ->
          new Approximated("a tick that comes due in the last seconds of a run starts after it");
      case OVERLAP_REPLACE -> new Native();
      case HOOK -> StepHooks.support(use, BY_STEP);
      case TABLE_BRANCH -> StepTables.branch("Kubernetes", use, BY_STEP);
      case TABLE_RETENTION -> StepTables.retention(use, BY_STEP);
      case FILE_LOCAL_STORE ->
          new Unsupported(
              "a run is a pod, whose files end with it", "use a catalog that a network reaches");
      case ENVIRONMENT ->
          new Emulated("a file of manifests for each, whose pods have its name as REGAUGE_ENV");
      case MAX_ACTIVE_RUNS ->
          new Unsupported("a CronJob has one run at a time, or any number", "write overlap: allow");
      case CONTAINER_RUN ->
          new Unsupported(
              "a run's pod has no token of the cluster, by which it would make another pod",
              "write a command, and put what it needs beside the product");
      case SHARED_POOL ->
          new Unsupported("nothing of a cluster counts slots over runs", "leave shared out");
      case UPSTREAM_TRIGGER, EVENT_TRIGGER, SENSOR_TRIGGER, ALL_TRIGGER, ANY_TRIGGER, SENSOR ->
          new Unsupported("a CronJob starts by its cron line alone", "write a cron line");
      // Compute sizes, alerts, freshness, … and what comes with later versions of Regauge.
      default ->
          new Unsupported(
              "a CronJob has nothing for it",
              use.feature().instead().isEmpty() ? ORCHESTRATOR : use.feature().instead());
    };
  }

  /** The controller reads a line with a library of its own, whose ticks differ around a change. */
  private static Support cron(FeatureUse use) {
    boolean hasChanges =
        use.values().get("timezone") instanceof Value.Text(String zone)
            && !ZoneId.of(zone).getRules().isFixedOffset();
    return hasChanges
        ? new Approximated("where the clocks change, the instants are Kubernetes' own")
        : new Native();
  }
}
