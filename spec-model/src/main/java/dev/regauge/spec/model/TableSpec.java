package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.Requires;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A table that several write, or without a producer here.
 *
 * @param layer where it stands between raw and ready; from the namespace when absent
 * @param was old names, whose history it has
 * @param dedupe which of several rows with one key is kept, before they are written
 * @param columnLineage where each column comes from, as {@code table.column}
 * @param metadataColumns columns that the step adds to every row
 * @param location where the files lie; the catalog chooses when absent
 * @param branch the branch that is written; {@code audit} = written, audited, then published
 */
public record TableSpec(
    @Format(TextFormat.TABLE_NAME) String name,
    @Format(TextFormat.NAME) Optional<String> catalog,
    @Choice({"bronze", "silver", "gold", "custom"}) Optional<String> layer,
    Optional<String> description,
    @Format(TextFormat.TABLE_NAME) List<String> was,
    @Choice({"replace", "append", "merge"}) Optional<String> write,
    @Format(TextFormat.NAME) List<String> key,
    Optional<DedupeSpec> dedupe,
    @KeyFormat(TextFormat.NAME) @Format(TextFormat.ONE_LINE)
        SortedMap<String, List<String>> columnLineage,
    List<ColumnSpec> columns,
    @Choice({"ingested_at", "row_id", "run_id"}) List<String> metadataColumns,
    List<PartitionFieldSpec> partitionBy,
    List<SortFieldSpec> sortBy,
    Optional<Value> location,
    @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, String> properties,
    Optional<EvolutionSpec> evolution,
    Optional<RetentionSpec> retention,
    @Format(TextFormat.NAME) Optional<String> branch) {

  private static final List<String> LAYERS = List.of("bronze", "silver", "gold");

  /** Returns the layer that a table's namespace is called after. */
  public static String layerOf(String table) {
    int dot = table.indexOf('.');
    String first = dot < 0 ? table : table.substring(0, dot);
    return LAYERS.contains(first) ? first : "custom";
  }

  /**
   * A column with its Iceberg type.
   *
   * @param id given once and kept in the lock
   * @param was old names; the column keeps its data
   * @param classification who may see it
   * @param piiType what it tells of a person, for example {@code email}
   */
  public record ColumnSpec(
      @Format(TextFormat.NAME) String name,
      @Format(TextFormat.COLUMN_TYPE) String type,
      Optional<Boolean> required,
      Optional<String> doc,
      Optional<Boolean> primaryKey,
      Optional<Boolean> unique,
      @Between(min = 1, max = Integer.MAX_VALUE) Optional<Integer> id,
      @Format(TextFormat.NAME) List<String> was,
      @Choice({"public", "internal", "confidential", "restricted", "sensitive", "pii", "phi"})
          Optional<String> classification,
      @Format(TextFormat.NAME) Optional<String> piiType) {}

  /** A partition field: identity, year, month, day, hour, bucket[n], truncate[w] or void. */
  public record PartitionFieldSpec(
      @Format(TextFormat.NAME) String column,
      @Format(TextFormat.TRANSFORM) Optional<String> transform,
      @Format(TextFormat.NAME) Optional<String> name) {}

  /** A sort field: asc or desc, nulls first or last. */
  public record SortFieldSpec(
      @Format(TextFormat.NAME) String column,
      @Choice({"asc", "desc"}) Optional<String> direction,
      @Choice({"first", "last"}) Optional<String> nulls) {}

  /** Which of several rows with one key is kept: the first or last in the order of a column. */
  public record DedupeSpec(
      @Choice({"first", "last"}) Optional<String> keep,
      @Format(TextFormat.NAME) Optional<String> orderBy) {}

  /**
   * How the columns may change.
   *
   * @param mode {@code additive}: columns may be added; {@code full}: whatever Iceberg can do
   */
  public record EvolutionSpec(
      @Choice({"none", "additive", "full"}) Optional<String> mode,
      Optional<Boolean> allowBreaking) {}

  /** How long snapshots and rows are kept. */
  public record RetentionSpec(
      @Format(TextFormat.DURATION) Optional<String> snapshotMaxAge,
      @Between(min = 1, max = 100) Optional<Integer> keepLast,
      @Requires("rowTtlColumn") @Format(TextFormat.DURATION) Optional<String> rowTtl,
      @Format(TextFormat.NAME) Optional<String> rowTtlColumn) {}
}
