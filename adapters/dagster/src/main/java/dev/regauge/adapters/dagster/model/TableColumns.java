package dev.regauge.adapters.dagster.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What Dagster's own places for a table's columns hold; empty where nothing is said.
 *
 * @param columns all of the table's, when one of them is classified
 * @param lineage where columns come from
 */
public record TableColumns(List<Column> columns, SortedMap<String, List<Source>> lineage) {

  /** Whether there is nothing to show. */
  public boolean isEmpty() {
    return columns.isEmpty() && lineage.isEmpty();
  }

  /** A column with its Iceberg type. */
  public record Column(
      String name, String type, Optional<String> doc, SortedMap<String, String> tags) {}

  /** A column of another asset. */
  public record Source(List<String> path, String column) {}
}
