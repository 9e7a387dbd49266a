package dev.regauge.spec.plan;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A table and where it lives.
 *
 * @param name {@code namespace.table}
 * @param store the catalog's name, or that of a {@code duckdb} or {@code postgres} resource
 * @param storeKind {@code catalog} or {@code resource}
 * @param producer the asset that writes it, absent for a table made elsewhere
 * @param columns empty = the schema of the first data written
 * @param partitionBy empty = identity on the partition column
 */
public record TablePlan(
    String name,
    String store,
    String storeKind,
    Optional<String> producer,
    Optional<String> description,
    List<ColumnPlan> columns,
    List<PartitionField> partitionBy,
    List<SortField> sortBy,
    SortedMap<String, String> properties) {

  /** A field of the partition spec: an Iceberg transform over a column. */
  public record PartitionField(String column, String transform, String name) {}

  /** A field of the sort order; {@code direction} asc or desc, {@code nulls} first or last. */
  public record SortField(String column, String direction, String nulls) {}
}
