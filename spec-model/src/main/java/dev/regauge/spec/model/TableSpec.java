package dev.regauge.spec.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A table without a producer here. */
public record TableSpec(
    String name,
    Optional<String> catalog,
    Optional<String> description,
    List<ColumnSpec> columns,
    List<PartitionFieldSpec> partitionBy,
    List<SortFieldSpec> sortBy,
    SortedMap<String, String> properties) {

  /** A column with its Iceberg type. */
  public record ColumnSpec(
      String name,
      String type,
      Optional<Boolean> required,
      Optional<String> doc,
      Optional<Boolean> primaryKey,
      Optional<Boolean> unique,
      Optional<Integer> id) {}

  /** A partition field: identity, year, month, day, hour, bucket[n], truncate[w] or void. */
  public record PartitionFieldSpec(
      String column, Optional<String> transform, Optional<String> name) {}

  /** A sort field: asc or desc, nulls first or last. */
  public record SortFieldSpec(String column, Optional<String> direction, Optional<String> nulls) {}
}
