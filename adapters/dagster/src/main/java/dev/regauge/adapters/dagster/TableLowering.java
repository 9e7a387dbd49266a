package dev.regauge.adapters.dagster;

import dev.regauge.adapters.dagster.model.TableColumns;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ColumnPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.TablePlan;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides what Dagster's own places for columns show: those of the first output of which something
 * is said, for an asset has one such place.
 */
final class TableLowering {

  private static final String USUAL = "internal";

  private final ExecutionPlan plan;

  TableLowering(ExecutionPlan plan) {
    this.plan = plan;
  }

  TableColumns columns(AssetPlan asset) {
    List<TablePlan> tables =
        asset.outputs().stream()
            .flatMap(output -> Optional.ofNullable(plan.tables().get(output.table())).stream())
            .toList();
    return new TableColumns(
        tables.stream()
            .filter(table -> table.columns().stream().anyMatch(TableLowering::isClassified))
            .findFirst()
            .map(table -> table.columns().stream().map(TableLowering::column).toList())
            .orElse(List.of()),
        tables.stream()
            .filter(table -> !table.columnLineage().isEmpty())
            .findFirst()
            .map(this::lineage)
            .orElseGet(TreeMap::new));
  }

  private static boolean isClassified(ColumnPlan column) {
    return !column.classification().equals(USUAL) || column.piiType().isPresent();
  }

  private static TableColumns.Column column(ColumnPlan column) {
    SortedMap<String, String> tags = new TreeMap<>();
    if (isClassified(column)) {
      tags.put("classification", column.classification());
      column.piiType().ifPresent(type -> tags.put("pii_type", type));
    }
    return new TableColumns.Column(column.name(), column.type(), column.doc(), tags);
  }

  private SortedMap<String, List<TableColumns.Source>> lineage(TablePlan table) {
    SortedMap<String, List<TableColumns.Source>> found = new TreeMap<>();
    table
        .columnLineage()
        .forEach(
            (column, sources) -> found.put(column, sources.stream().map(this::source).toList()));
    return found;
  }

  /** A table of the product is its asset; another one is called as it is. */
  private TableColumns.Source source(String text) {
    int dot = text.lastIndexOf('.');
    String table = dot < 0 ? text : text.substring(0, dot);
    List<String> path =
        Optional.ofNullable(plan.tables().get(table))
            .flatMap(TablePlan::producer)
            .map(key -> AssetLowering.path(plan, key))
            .orElse(List.of(table.split("\\.", -1)));
    return new TableColumns.Source(path, text.substring(dot + 1));
  }
}
