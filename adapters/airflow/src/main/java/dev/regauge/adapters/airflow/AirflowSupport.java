package dev.regauge.adapters.airflow;

import dev.regauge.adapters.airflow.model.Dialect;
import dev.regauge.adapters.spi.AddedKeys;
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
import java.math.BigDecimal;
import java.util.List;

/**
 * What Airflow 3.2 and 3.3 answer to each feature; {@code docs/adapters/airflow.md} says the same.
 */
final class AirflowSupport {
  private static final Support NATIVE = new Native();
  private static final Support BY_STEP =
      new Emulated("the step does it, in the product's own environment");
  private static final Support BY_TIMETABLE =
      new Emulated(
          "a generated timetable, because Airflow's own counts cron ticks instead of partitions");

  private static final Support BY_RESULT =
      new Emulated("the step's result decides, and a generated retry policy waits exactly as long");

  private AirflowSupport() {}

  static Support of(FeatureUse use, Dialect dialect) {
    return Packing.inside(use).orElseGet(() -> alone(use, dialect));
  }

  private static Support alone(FeatureUse use, Dialect dialect) {
    return switch (use.feature()) {
      case ASSET -> new Emulated("a task, with Airflow's asset as its outlet");
      case DEPENDENCY, ASSET_DESCRIPTION, ASSET_GROUP, ASSET_OWNERS -> NATIVE;
      case ASSET_KINDS, ASSET_TAGS, ASSET_METADATA -> new Emulated("the asset's extra");
      case ASSET_RENAME ->
          new Approximated(
              "Airflow keeps the history of the old asset and task under their old names; the new asset's extra names them");
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
      case FILE_LOCAL_STORE ->
          new Emulated("LocalExecutor runs all steps on the scheduler's machine");
      case SECRET -> new Emulated("the step reads it from its process's environment");
      case CATALOG_TYPE -> CatalogTypes.support("Airflow", use);
      case SECRET_STORE ->
          SecretStores.support(
              use, "your deployment hands its keys to the steps, as REGAUGE_SECRET_<NAME>_<KEY>");
      case BLOCKING_CHECK ->
          new Emulated(
              "the asset's own task fails, what follows is not run; in other runs the step's guard skips the readers");
      case REPORTING_CHECK ->
          new Emulated(
              "the results stand on the asset event and in the task's XCom regauge_result");
      case RETRY_CATEGORIES ->
          dialect.hasRetryPolicies()
              ? BY_RESULT
              : new Emulated("the step's result decides whether its task may be tried again");
      case RETRY, RETRY_JITTER -> dialect.hasRetryPolicies() ? BY_RESULT : waits(use);
      case MAX_RUNTIME ->
          new Emulated(
              "the step's parent process ends it: TERM, then KILL; execution_timeout cannot end a call into a library");
      case POOL, POOL_SLOTS, SHARED_POOL -> NATIVE;
      case PRIORITY, JOIN, JOB_MAX_CONCURRENT -> NATIVE;
      case JOB_SETUP -> new Emulated("a task before all that need nothing else");
      case BRANCH ->
          new Emulated(
              "the step asks the condition; what is not true skips the task, and what needs it");
      case FAN_OUT ->
          new Emulated(
              "the task's step runs the items itself, so many at once; Airflow sees one task");
      case JOB_MAX_RUNTIME ->
          new Emulated("dagrun_timeout; a teardown does not run when it has ended the run");
      case JOB_ABORT_ALL ->
          use.values().get("joins") instanceof Value.Sequence(List<Value> joins) && !joins.isEmpty()
              ? new Unsupported(
                  "a DAG with fail_fast takes no task that comes after others unless all succeeded",
                  "write abort: dependents, or leave after out of the job's assets")
              : NATIVE;
      case JOB_PACK ->
          Packing.support(
              use,
              new Approximated(
                  "one task for the assets of a pack, which the local runner runs one after the"
                      + " other: Airflow makes no asset event of a task that failed, so of a pack"
                      + " in which one asset failed the others have none; a worker that is lost"
                      + " spends an attempt of each"));
      case JOB_TEARDOWN -> new Approximated("a teardown that fails does not fail the run");
      case PARAMS -> NATIVE;
      case HOURLY_PARTITIONS,
          DAILY_PARTITIONS,
          WEEKLY_PARTITIONS,
          MONTHLY_PARTITIONS,
          CRON_PARTITIONS,
          PARTITION_KEY_FORMAT,
          STATIC_PARTITIONS,
          CRON_TRIGGER,
          SEVERAL_CRON_TRIGGERS ->
          BY_TIMETABLE;
      case DYNAMIC_PARTITIONS -> dynamic(use);
      case MULTI_PARTITIONS ->
          isOneTimeAtMost(use)
              ? BY_TIMETABLE
              : new Unsupported(
                  "a backfill of Airflow tells partitions apart by one date",
                  "leave one of the two times out of the set");
      case IDENTITY_MAPPING,
          ALL_MAPPING,
          LAST_MAPPING,
          WINDOW_MAPPING,
          STATIC_MAPPING,
          DIMENSION_MAPPING ->
          BY_STEP;
      case UNPARTITIONED_IN_PARTITIONED_JOB ->
          new Emulated("a task of the partitioned run, once in each run");
      case JOB, JOB_TAGS -> NATIVE;
      case JOB_RENAME ->
          new Approximated("Airflow keeps the runs of the old job under the old DAG's name");
      case DISABLED_TRIGGER -> NATIVE;
      case OVERLAP_QUEUE ->
          new Emulated("max_active_runs, and the timetable makes up for ticks that had to wait");
      case OVERLAP_SKIP ->
          use.claims("catchup")
              ? new Approximated(
                  "with catch-up the first tick that comes while a run goes on waits for its end;"
                      + " the later ones are left to the catch-up")
              : new Emulated(
                  "the run's first task skips all others while the job's earlier runs are going");
      case OVERLAP_REPLACE ->
          new Unsupported(
              "a task of Airflow cannot end the runs before it",
              "write 'overlap: queue' or 'overlap: skip'");
      case OVERLAP_ALLOW, MAX_ACTIVE_RUNS -> NATIVE;
      case CATCHUP ->
          new Emulated(
              "a task of the scheduled run asks the records and requests the missing partitions; the tick's own goes first");
      case ENVIRONMENT ->
          new Emulated("read from env/ by the name in REGAUGE_ENV, by scheduler and step");
      case BACKFILL_ORDER ->
          BackfillOrders.support(
              use,
              new Approximated(
                  "the README's command says --run-backwards; a backfill that is asked for without it begins with the oldest, and of a dynamic set every run is asked for by its key"));
      case ASSET_TIMEZONE ->
          new Emulated("the planner gives it to the asset's own partition set and cron lines");
      case CODE_IMAGE ->
          new Approximated(
              "the README says under which name the image is pushed and how it is pulled; what"
                  + " pulls it is the deployment that runs the DAGs");
      case COMPUTE ->
          new Approximated(
              "the task's executor_config, which holds where each task has a pod of its own"
                  + " (KubernetesExecutor); other executors run tasks on their workers, whose size"
                  + " is theirs");
      case EXECUTION_POD ->
          new Unsupported(
              "the generated tasks run their steps as processes of the worker",
              "write 'execution: process'");
      case EXECUTION_INLINE ->
          new Unsupported(
              "the user's code would run under Airflow's own pins", "write 'execution: process'");
      case LABELS ->
          new Approximated("labels stand in plan.json only; Airflow has tags, which are the job's");
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
          new Emulated(
              "on the result, in the asset event's extra and in the task's XCom regauge_result");
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
                  "the step tells of itself and its checks, the DAG's callbacks of the run, whose"
                      + " trace has an id that all of them know"));
      case TABLE_BRANCH -> StepTables.branch("Airflow", use, BY_STEP);
      case TABLE_RETENTION -> StepTables.retention(use, BY_STEP);
      case CLASSIFICATION, COLUMN_LINEAGE, TABLE_LAYER -> new Emulated("the asset's extra");
      case UPSTREAM_TRIGGER, SENSOR_TRIGGER, ALL_TRIGGER ->
          new Emulated("a DAG of the product that asks its own records each minute");
      case EVENT_TRIGGER ->
          RunEvents.support(
              use,
              new Emulated(
                  "a DAG of the product that asks its own records each minute; callbacks of a job's DAG note"
                      + " there how its runs ended"));
      case CONTAINER_RUN ->
          new Emulated(
              "the step makes a pod of the image in the cluster that KUBECONFIG or its token names,"
                  + " else a container of the machine's Docker or Podman, and ends it with itself");
      case QUARTZ_CRON -> QuartzLines.support(use);
      case START_DEADLINE ->
          StartDeadlines.support(
              use, new Emulated("each task of a run that began later than that is skipped"));
      case ALL_MISSING_TRIGGER ->
          new Emulated(
              "a task of the scheduled run asks the records and requests the missing partitions; the tick's own goes first");
      case JOB_HISTORY ->
          new Unsupported(
              "Airflow keeps the runs of all DAGs until somebody cleans its database",
              "leave history out, and run 'airflow db clean' from time to time");
      case AUTO_PAUSE ->
          new Emulated(
              "max_consecutive_failed_dag_runs: Airflow pauses the DAG itself, and counts runs that"
                  + " wait or run as not failed");
      case ANY_TRIGGER -> AnyTriggers.support(use);
      case ALERT ->
          Alerting.support(
              use,
              new Emulated(
                  "the step tells of its asset and its checks, the DAG's on_failure_callback of what"
                      + " failed without a word and of the run"));
      case FRESHNESS ->
          new Emulated(
              "a DAG of the product that asks its own records every five minutes; a change is in"
                  + " that task's log and XCom");
      case EXTERNAL -> MadeElsewhere.support("Airflow", "airflow", "", use);
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
          NotYet.on("Airflow", use);
    };
  }

  private static Support dynamic(FeatureUse use) {
    String runs =
        "each run has its key, and the step asks the product's own records whether anybody has"
            + " added it; no backfill of Airflow's finds the keys";
    return new Emulated(
        AddedKeys.ticking(use).isEmpty()
            ? runs
            : runs + "; a tick is a run of a DAG of its own, which asks for them");
  }

  /** Where a task has one delay for all its attempts. */
  private static Support waits(FeatureUse use) {
    boolean areEqual =
        use.feature() == Feature.RETRY
            && (number(use, "max") < 2
                || number(use, "multiplier") == 1
                || number(use, "initialSeconds") >= number(use, "maxWaitSeconds"));
    return areEqual
        ? new Emulated(
            "the step's result decides; Airflow waits as long as the spec says, and the task stays"
                + " for what a Retry-After asks beyond it")
        : new Approximated(
            "the waits are exact, but this Airflow knows one delay for all attempts of a task: for"
                + " what a wait is longer than the shortest one the task stays, and keeps its worker"
                + " and its pool's slots meanwhile; version 3.3 lets them go");
  }

  private static double number(FeatureUse use, String name) {
    return use.values().get(name) instanceof Value.Number(BigDecimal number)
        ? number.doubleValue()
        : 0;
  }

  private static boolean isOneTimeAtMost(FeatureUse use) {
    return use.values().get("times") instanceof Value.Number(BigDecimal times)
        && times.intValue() < 2;
  }

  private static Support sensor(FeatureUse use) {
    return Polled.isEachMinute(use)
        ? new Emulated("that DAG asks it; its cursor and hits are the product's own records")
        : new Approximated("it is asked each minute, whatever its `every` says");
  }
}
