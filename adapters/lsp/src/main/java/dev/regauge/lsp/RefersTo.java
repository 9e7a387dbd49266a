package dev.regauge.lsp;

import java.util.Map;
import java.util.Optional;

/**
 * What a text in a field refers to, told by the record and the field that it stands in.
 *
 * <p>The schema knows the forms of texts; which of them are names of something lies here.
 */
enum RefersTo {
  ASSET("asset"),
  TABLE("table"),
  RESOURCE("resource"),
  POOL("pool"),
  PARTITION_SET("partition set"),
  JOB("job"),
  ALERT("alert"),
  CATALOG("catalog"),
  SENSOR("sensor"),
  PARAM("param"),
  COLUMN("column"),
  /** A selection of assets. */
  SELECTOR("selector"),
  /** An asset or a job: the event beside it says which. */
  EVENT_TARGET("target"),
  /** A place of the product by names, such as {@code assets[silver/orders].retry}. */
  ADDRESS("place");

  private static final Map<String, RefersTo> FIELDS =
      Map.ofEntries(
          Map.entry("InputSpec.asset", ASSET),
          Map.entry("InputSpec.table", TABLE),
          Map.entry("DependencySpec.asset", ASSET),
          Map.entry("EachSpec.list", ASSET),
          Map.entry("HookSpec.assets", ASSET),
          Map.entry("CheckSpec.asset", ASSET),
          Map.entry("TriggerSpec.target", EVENT_TARGET),
          Map.entry("TriggerSpec.sensor", SENSOR),
          Map.entry("JobSpec.select", SELECTOR),
          Map.entry("AlertSpec.select", SELECTOR),
          Map.entry("SilenceSpec.at", ADDRESS),
          Map.entry("JobSpec.onFailure", ALERT),
          Map.entry("JobSpec.params", PARAM),
          Map.entry("EnvironmentSpec.alerts", ALERT),
          Map.entry("EnvironmentSpec.jobs", JOB),
          Map.entry("EnvironmentSpec.pools", POOL),
          Map.entry("PoolUseSpec.name", POOL),
          Map.entry("AssetSpec.resources", RESOURCE),
          Map.entry("AssetSpec.partitions", PARTITION_SET),
          Map.entry("ExternalSpec.partitions", PARTITION_SET),
          Map.entry("PartitionSetSpec.multi", PARTITION_SET),
          Map.entry("SensorSpec.adds", PARTITION_SET),
          Map.entry("OutputSpec.catalog", CATALOG),
          Map.entry("TableSpec.catalog", CATALOG),
          Map.entry("ExternalSpec.catalog", CATALOG),
          Map.entry("PortSpec.table", TABLE),
          Map.entry("ForeignColumn.table", TABLE),
          Map.entry("RowCountParity.source", TABLE),
          Map.entry("AggregateParity.source", TABLE),
          Map.entry("KeyParity.source", TABLE),
          Map.entry("ChecksumParity.source", TABLE),
          Map.entry("Maintain.tables", TABLE),
          Map.entry("Table.table", TABLE),
          Map.entry("Table.resource", RESOURCE),
          Map.entry("Http.resource", RESOURCE),
          Map.entry("Kafka.resource", RESOURCE),
          Map.entry("LineageSpec.resource", RESOURCE),
          Map.entry("Email.resource", RESOURCE),
          Map.entry("Nats.resource", RESOURCE),
          Map.entry("Sql.engine", RESOURCE),
          Map.entry("Dlt.staging", RESOURCE),
          Map.entry("OutputSpec.key", COLUMN),
          Map.entry("TableSpec.key", COLUMN),
          Map.entry("DedupeSpec.orderBy", COLUMN),
          Map.entry("OutputSpec.columnLineage", COLUMN),
          Map.entry("PartitionFieldSpec.column", COLUMN),
          Map.entry("SortFieldSpec.column", COLUMN),
          Map.entry("RetentionSpec.rowTtlColumn", COLUMN),
          Map.entry("ScopeSpec.column", COLUMN),
          Map.entry("ForeignColumn.column", COLUMN),
          Map.entry("NotNull.columns", COLUMN),
          Map.entry("Unique.columns", COLUMN),
          Map.entry("Range.column", COLUMN),
          Map.entry("AcceptedValues.column", COLUMN),
          Map.entry("Pattern.column", COLUMN),
          Map.entry("Freshness.column", COLUMN),
          Map.entry("Relationships.column", COLUMN),
          Map.entry("Expression.columns", COLUMN),
          Map.entry("KeyParity.keyColumns", COLUMN),
          Map.entry("ChecksumParity.keyColumns", COLUMN),
          Map.entry("ChecksumParity.columns", COLUMN),
          Map.entry("AggregateParity.groupBy", COLUMN));

  private final String noun;

  RefersTo(String noun) {
    this.noun = noun;
  }

  /** Returns what messages call it. */
  String noun() {
    return noun;
  }

  /** Returns what the texts of a field refer to; nothing for most. */
  static Optional<RefersTo> of(String record, String field) {
    return Optional.ofNullable(FIELDS.get(record + "." + field));
  }

  /** Returns the fields that refer, for the test that holds them against the records. */
  static Iterable<String> fields() {
    return FIELDS.keySet();
  }
}
