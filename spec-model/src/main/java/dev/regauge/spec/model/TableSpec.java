package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A table without a producer here. */
public record TableSpec(
    @Format(TextFormat.TABLE_NAME) String name,
    @Format(TextFormat.NAME) Optional<String> catalog,
    Optional<String> description,
    List<ColumnSpec> columns,
    List<PartitionFieldSpec> partitionBy,
    List<SortFieldSpec> sortBy,
    @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, String> properties) {

  /** A column with its Iceberg type. */
  public record ColumnSpec(
      @Format(TextFormat.NAME) String name,
      @Format(TextFormat.COLUMN_TYPE) String type,
      Optional<Boolean> required,
      Optional<String> doc,
      Optional<Boolean> primaryKey,
      Optional<Boolean> unique,
      @Between(min = 1, max = Integer.MAX_VALUE) Optional<Integer> id) {}

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
}
