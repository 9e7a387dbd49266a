package dev.regauge.spec.feature;

import java.util.Locale;

/**
 * What a spec can ask of a target. Adapters answer by a switch without default, so a new one must
 * be answered.
 */
public enum Feature {
  ASSET,
  DEPENDENCY,
  INPUT,
  ASSET_DESCRIPTION,
  ASSET_GROUP,
  ASSET_OWNERS,
  ASSET_KINDS,
  ASSET_TAGS,
  ASSET_METADATA,
  ASSET_RENAME,
  PYTHON_RUN,
  SQL_RUN,
  COMMAND_RUN,
  NOOP_RUN,
  TEMPLATED_VALUES,
  RESOURCE,
  FILE_LOCAL_STORE,
  OUTPUT_TABLE,
  WRITE_REPLACE,
  WRITE_MERGE,
  WRITE_APPEND,
  BLOCKING_CHECK,
  REPORTING_CHECK,
  RETRY,
  RETRY_JITTER,
  RETRY_CATEGORIES,
  MAX_RUNTIME,
  PRIORITY,
  BRANCH,
  JOIN,
  FAN_OUT,
  STEP_ENVIRONMENT,
  SECRET,
  POOL,
  POOL_SLOTS,
  SHARED_POOL,
  PARAMS,
  DAILY_PARTITIONS,
  STATIC_PARTITIONS,
  IDENTITY_MAPPING,
  ALL_MAPPING,
  UNPARTITIONED_IN_PARTITIONED_JOB,
  JOB,
  JOB_RENAME,
  JOB_TAGS,
  JOB_MAX_CONCURRENT,
  JOB_MAX_RUNTIME,
  JOB_ABORT_ALL,
  JOB_SETUP,
  JOB_TEARDOWN,
  CRON_TRIGGER,
  SEVERAL_CRON_TRIGGERS,
  DISABLED_TRIGGER,
  OVERLAP_QUEUE,
  OVERLAP_SKIP,
  OVERLAP_REPLACE,
  OVERLAP_ALLOW,
  CATCHUP,
  MAX_ACTIVE_RUNS,
  ENVIRONMENT,
  EXECUTION_PROCESS,
  EXECUTION_POD,
  EXECUTION_INLINE,
  COMPUTE,
  CODE_IMAGE,
  BACKFILL_ORDER,
  ASSET_TIMEZONE,
  USER_ENVIRONMENT,
  PARTIAL_RESULT,
  ERROR_RULES,
  QUALITY_GATE,
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
  TABLE_LAYER,
  TABLE_RENAME,
  COLUMN_RENAME,
  DEDUPE,
  COLUMN_LINEAGE,
  METADATA_COLUMNS,
  TABLE_LOCATION,
  TABLE_EVOLUTION,
  CLASSIFICATION,

  // What the spec has and no target carries out yet, with what to write instead.
  HOURLY_PARTITIONS,
  WEEKLY_PARTITIONS,
  MONTHLY_PARTITIONS,
  CRON_PARTITIONS,
  DYNAMIC_PARTITIONS,
  MULTI_PARTITIONS,
  PARTITION_KEY_FORMAT,
  QUARTZ_CRON,
  START_DEADLINE,
  ALL_MISSING_TRIGGER,
  UPSTREAM_TRIGGER,
  EVENT_TRIGGER("leave branch out, or write branch: [main]"),
  SENSOR_TRIGGER,
  ALL_TRIGGER,
  ANY_TRIGGER,
  SENSOR,
  JOB_HISTORY("leave history out, and set it in the engine itself"),
  JOB_PACK,
  AUTO_PAUSE,
  ALERT("remove the alert, and watch the runs in the engine"),
  HOOK("remove the hook, and call from the asset's own function"),
  OUTPUT_PORT,
  EXTERNAL("name its table, and leave its freshness out"),
  EXTERNAL_CONTRACT("leave the contract out, or say enforcement: off"),
  LINEAGE("leave observability.lineage out"),
  TELEMETRY("leave observability.telemetry out"),
  SERVICE("keep services in a product of their own, and name them from here: {service: NAME}"),
  TOPIC("keep topics in a product of their own, and leave their files out of include here"),
  SERVICE_REPLICAS("write replicas in the product that includes the services"),
  CATALOG_TYPE("write type: rest or type: jdbc"),
  CATALOG_CLAIMS("leave targets and capabilities of the catalog out"),
  RESOURCE_TYPE("write a resource of type python whose factory connects to it"),
  PLATFORM_MANIFEST("leave platform.manifest out, and write its values here"),
  PRODUCT_MODE("leave mode out"),
  CAPABILITY("leave it out"),
  SECRET_STORE("write source: kubernetes or source: env"),
  CONTAINER_RUN,
  DBT_RUN,
  SPARK_RUN,
  DLT_RUN,
  AIRBYTE_RUN,
  CONNECTOR_RUN,
  EXPORT_RUN,
  SEMANTIC_RUN,
  MAINTAIN_RUN,
  RUN_PACKAGES("write the packages into the product's own lock file"),
  FRESHNESS,
  ATOMIC_OUTPUTS,
  LAST_MAPPING,
  WINDOW_MAPPING,
  STATIC_MAPPING,
  DIMENSION_MAPPING,
  TABLE_RETENTION,
  TABLE_BRANCH("write branch: main or branch: audit"),
  SHARED_TABLE("leave write, key and dedupe to the asset that writes the table"),
  LABELS;

  private final String instead;

  Feature() {
    this("");
  }

  Feature(String instead) {
    this.instead = instead;
  }

  /**
   * Returns what an author can write as long as no target carries the feature out; empty for a
   * feature that some target does.
   */
  public String instead() {
    return instead;
  }

  /**
   * Returns the name used in {@code accept}, the ledger and the docs, for example {@code
   * blocking_check}.
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
