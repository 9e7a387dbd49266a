package dev.regauge.services.jobs;

import dev.regauge.adapters.spi.Alerting;
import dev.regauge.adapters.spi.AnyTriggers;
import dev.regauge.adapters.spi.CatalogTypes;
import dev.regauge.adapters.spi.CodeImages;
import dev.regauge.adapters.spi.Contracts;
import dev.regauge.adapters.spi.MadeElsewhere;
import dev.regauge.adapters.spi.NotYet;
import dev.regauge.adapters.spi.OwnServices;
import dev.regauge.adapters.spi.OwnTopics;
import dev.regauge.adapters.spi.Polled;
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

/**
 * What the CronJobs and Jobs of a cluster can do of what a spec asks. A run is one pod of the local
 * runner, which is the reference of most of it; what is left to the cluster is when runs start, how
 * many there are, and what a pod may use.
 */
final class JobsFeatures {
  private static final Support BY_THE_RUNNER = new Native();
  private static final Support IN_THE_RECORDS =
      new Emulated(
          "a CronJob of the product asks its own records each minute, and runs what is due");

  private static final Support OF_THE_OPERATOR =
      new Approximated(
          "the chart has no ExternalSecret: that of the bundle for Argo (secrets/) is applied"
              + " beside it, and pods have the Secret that the operator makes of it");

  private JobsFeatures() {}

  static Support support(FeatureUse use) {
    return switch (use.feature()) {
      case ASSET,
          DEPENDENCY,
          INPUT,
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
          BLOCKING_CHECK,
          REPORTING_CHECK,
          RETRY,
          RETRY_JITTER,
          RETRY_CATEGORIES,
          MAX_RUNTIME,
          STEP_ENVIRONMENT,
          PRIORITY,
          BRANCH,
          JOIN,
          FAN_OUT,
          JOB_MAX_CONCURRENT,
          JOB_ABORT_ALL,
          JOB_SETUP,
          JOB_TEARDOWN,
          PARAMS,
          HOURLY_PARTITIONS,
          DAILY_PARTITIONS,
          WEEKLY_PARTITIONS,
          MONTHLY_PARTITIONS,
          CRON_PARTITIONS,
          PARTITION_KEY_FORMAT,
          MULTI_PARTITIONS,
          STATIC_PARTITIONS,
          DYNAMIC_PARTITIONS,
          IDENTITY_MAPPING,
          ALL_MAPPING,
          LAST_MAPPING,
          WINDOW_MAPPING,
          STATIC_MAPPING,
          DIMENSION_MAPPING,
          UNPARTITIONED_IN_PARTITIONED_JOB,
          CATCHUP,
          ALL_MISSING_TRIGGER,
          BACKFILL_ORDER,
          ASSET_TIMEZONE,
          USER_ENVIRONMENT,
          EXECUTION_PROCESS,
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
          AUTO_PAUSE,
          POOL_SLOTS ->
          BY_THE_RUNNER;
      case JOB,
          CRON_TRIGGER,
          DISABLED_TRIGGER,
          ENVIRONMENT,
          SECRET,
          OVERLAP_ALLOW,
          OVERLAP_REPLACE ->
          new Native();
      case ASSET_DESCRIPTION,
          ASSET_GROUP,
          ASSET_OWNERS,
          ASSET_KINDS,
          ASSET_TAGS,
          ASSET_METADATA,
          ASSET_RENAME,
          JOB_TAGS,
          LABELS,
          CLASSIFICATION,
          COLUMN_LINEAGE,
          TABLE_LAYER ->
          new Approximated("it stands in the plan alone, where no program of a cluster shows it");
      case JOB_RENAME ->
          new Approximated("the old job's CronJobs go with the next release, and their history");
      case CONTAINER_RUN ->
          new Unsupported(
              "a run's pod has no token of the cluster, by which it would make the container's pod",
              "use the bundle for Argo, or write a command, and put what it needs beside the"
                  + " product");
      case FILE_LOCAL_STORE ->
          new Unsupported(
              "a run is a pod of its own, and its files end with it",
              "use a catalog and resources that a network reaches, for example catalogs: {lake:"
                  + " {type: jdbc, uri: {env: CATALOG_URI}, warehouse: {env: WAREHOUSE}}}");
      case POOL ->
          new Approximated("its slots are counted in each run alone, not over all that go on");
      case SHARED_POOL ->
          new Unsupported(
              "nothing of a cluster counts slots over runs",
              "write shared: false, or leave it out");
      case JOB_MAX_RUNTIME ->
          new Emulated("the runner ends the run; activeDeadlineSeconds is a safety net");
      case JOB_PACK -> new Emulated("all steps of a run are in one pod, each a process of its own");
      case SEVERAL_CRON_TRIGGERS ->
          new Approximated(
              "each line is a CronJob, and the runs of two of them do not see each other");
      case OVERLAP_QUEUE ->
          new Approximated(
              "of the ticks that come due while a run goes on the last one starts after it, and the"
                  + " others are left out: with catchup: true the next run makes up for them");
      case OVERLAP_SKIP ->
          new Approximated("a tick that comes due in the last seconds of a run starts after it");
      case MAX_ACTIVE_RUNS ->
          new Unsupported(
              "a CronJob has one run at a time, or any number",
              "write overlap: queue with maxActiveRuns: 1, or overlap: allow");
      case EXECUTION_POD -> new Approximated("the steps of a run share the run's pod");
      case EXECUTION_INLINE ->
          new Unsupported(
              "the runner runs no user code in its own process", "write execution: pod");
      case COMPUTE ->
          new Approximated("the pod of a run gets the most that one of its steps asks for");
      case CODE_IMAGE -> CodeImages.support(use, new Native());
      case CATALOG_TYPE -> CatalogTypes.support("the jobs chart", use);
      case HOOK -> StepHooks.support(use, BY_THE_RUNNER);
      case LINEAGE -> StepLineage.supportWithoutFiles(use, BY_THE_RUNNER);
      case TELEMETRY -> StepTelemetry.support(use, BY_THE_RUNNER);
      case TABLE_BRANCH -> StepTables.branch("Kubernetes", use, BY_THE_RUNNER);
      case TABLE_RETENTION -> StepTables.retention(use, BY_THE_RUNNER);
      case UPSTREAM_TRIGGER, SENSOR_TRIGGER, ALL_TRIGGER -> IN_THE_RECORDS;
      case EVENT_TRIGGER -> RunEvents.support(use, IN_THE_RECORDS);
      case ANY_TRIGGER -> AnyTriggers.support(use);
      case QUARTZ_CRON -> QuartzLines.support(use);
      case START_DEADLINE ->
          StartDeadlines.support(
              use,
              new Emulated("startingDeadlineSeconds; the runner leaves out what began too late"));
      case JOB_HISTORY -> history(use);
      case ALERT -> Alerting.support(use, BY_THE_RUNNER);
      case FRESHNESS ->
          new Emulated("a CronJob of the product asks its own records every five minutes");
      case EXTERNAL -> MadeElsewhere.support("Kubernetes", "kubernetes", "", use);
      case SERVICE, SERVICE_REPLICAS -> OwnServices.support(use);
      case TOPIC -> OwnTopics.support();
      case SECRET_STORE -> store(use);
      case SENSOR -> sensor(use);
      case EXTERNAL_CONTRACT -> MadeElsewhere.contract(use);
      case OUTPUT_PORT -> Contracts.support(use);
      case SPARK_RUN,
          SEMANTIC_RUN,
          RUN_PACKAGES,
          SHARED_TABLE,
          CATALOG_CLAIMS,
          RESOURCE_TYPE,
          PLATFORM_MANIFEST,
          PRODUCT_MODE,
          CAPABILITY ->
          NotYet.on("the jobs chart", use);
    };
  }

  private static Support store(FeatureUse use) {
    Support answer = SecretStores.support(use, "");
    return answer instanceof Approximated ? OF_THE_OPERATOR : answer;
  }

  private static Support history(FeatureUse use) {
    return use.values().get("isOfRuns") instanceof Value.Bool(boolean isOfRuns) && !isOfRuns
        ? new Native()
        : new Approximated("the runs that succeeded and those that failed are counted apart");
  }

  private static Support sensor(FeatureUse use) {
    if (Polled.isOf("file", use)) {
      return new Unsupported(
          "the pod that looks for it has no folder of yours",
          "write a sensor of the kind python that asks where the files lie");
    }
    return Polled.isEachMinute(use)
        ? IN_THE_RECORDS
        : new Approximated("it is asked each minute, whatever its `every` says");
  }
}
