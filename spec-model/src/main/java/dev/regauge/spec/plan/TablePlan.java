package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
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
 * @param layer {@code bronze}, {@code silver}, {@code gold} or {@code custom}
 * @param was old names, whose history it has
 * @param write how several write it, for a table made elsewhere; an asset's output has its own
 * @param columnLineage where each column comes from, as {@code table.column}
 * @param metadataColumns columns that the step adds to every row
 * @param location where the files lie, absent = the catalog chooses
 * @param retention absent = the manifest's
 * @param branch the branch that is written; {@code audit} = written, audited, then published
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
    SortedMap<String, String> properties,
    String layer,
    List<String> was,
    Optional<String> write,
    List<String> key,
    Optional<Dedupe> dedupe,
    SortedMap<String, List<String>> columnLineage,
    List<String> metadataColumns,
    Optional<Value> location,
    Evolution evolution,
    Optional<Retention> retention,
    String branch) {

  /** A place that is written as null is none. */
  public TablePlan {
    location = ValueJson.present(location);
  }

  /** A field of the partition spec: an Iceberg transform over a column. */
  public record PartitionField(String column, String transform, String name) {}

  /** A field of the sort order; {@code direction} asc or desc, {@code nulls} first or last. */
  public record SortField(String column, String direction, String nulls) {}

  /** Which of several rows with one key is kept: the first or last in the order of a column. */
  public record Dedupe(String keep, Optional<String> orderBy) {}

  /** How the columns may change: {@code none}, {@code additive} or {@code full}. */
  public record Evolution(String mode, boolean allowBreaking) {}

  /** How long snapshots and rows are kept. */
  public record Retention(
      Optional<Long> snapshotMaxAgeSeconds,
      Optional<Integer> keepLast,
      Optional<Long> rowTtlSeconds,
      Optional<String> rowTtlColumn) {}
}
