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
  USER_ENVIRONMENT,
  LABELS;

  /**
   * Returns the name used in {@code accept}, the ledger and the docs, for example {@code
   * blocking_check}.
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
