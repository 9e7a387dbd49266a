package dev.regauge.catalog.iceberg;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.iceberg.types.Type;

/**
 * A table as the product declares it, in Iceberg's types but without ids that count yet.
 *
 * @param name {@code namespace.table}
 * @param columns empty = the schema of the first data written, so nothing is planned
 * @param properties with the defaults of every table of ours
 * @param location where the product itself says so; what a variable tells, {@link TableLocations}
 *     adds
 * @param was names that the table had before
 */
record DeclaredTable(
    String name,
    String catalog,
    List<Column> columns,
    List<PartitionField> partitionBy,
    List<SortField> sortBy,
    SortedMap<String, String> properties,
    Evolution evolution,
    Optional<String> location,
    List<String> was) {

  /** A column; the ids inside {@code type} only tell its parts from each other. */
  record Column(
      String name,
      Type type,
      boolean required,
      Optional<String> doc,
      boolean primaryKey,
      Optional<Integer> id,
      List<String> was) {}

  /** A partition field, {@code transform} as Iceberg writes it: {@code bucket[16]}. */
  record PartitionField(String column, String transform, String name) {}

  /** A field of the sort order. */
  record SortField(String column, boolean isDescending, boolean areNullsFirst) {}

  /** Returns the table with a place that only the environment's values tell. */
  DeclaredTable at(Optional<String> place) {
    return new DeclaredTable(
        name, catalog, columns, partitionBy, sortBy, properties, evolution, place, was);
  }

  /** Returns the primary key when Iceberg can take it: its identifier fields are required. */
  List<String> identifierFields() {
    List<Column> keys = columns.stream().filter(Column::primaryKey).toList();
    return keys.stream().allMatch(Column::required)
        ? keys.stream().map(Column::name).toList()
        : List.of();
  }
}
