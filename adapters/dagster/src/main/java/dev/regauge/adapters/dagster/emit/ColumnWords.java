package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.TableColumns;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Dagster's own metadata of columns: their schema with tags, and their lineage. */
final class ColumnWords {
  private ColumnWords() {}

  /** Returns an asset's metadata with what is known of its columns. */
  static SortedMap<String, Object> with(
      SortedMap<String, Object> metadata, TableColumns tableColumns) {
    SortedMap<String, Object> all = new TreeMap<>(metadata);
    if (!tableColumns.columns().isEmpty()) {
      List<PyExpr> columns = tableColumns.columns().stream().map(ColumnWords::column).toList();
      all.put(
          "dagster/column_schema", PyExpr.call("dg.TableSchema", List.of(PyExpr.list(columns))));
    }
    if (!tableColumns.lineage().isEmpty()) {
      SortedMap<String, Object> sources = new TreeMap<>();
      tableColumns
          .lineage()
          .forEach(
              (column, from) ->
                  sources.put(
                      column, PyExpr.list(from.stream().map(ColumnWords::source).toList())));
      all.put(
          "dagster/column_lineage",
          PyExpr.call("dg.TableColumnLineage", List.of(PyLiteral.of(sources))));
    }
    return all;
  }

  private static PyExpr column(TableColumns.Column column) {
    List<PyExpr> arguments = new ArrayList<>();
    arguments.add(PyLiteral.of(column.name()));
    arguments.add(PyLiteral.of(column.type()));
    column.doc().ifPresent(doc -> arguments.add(PyExpr.keyword("description", PyLiteral.of(doc))));
    if (!column.tags().isEmpty()) {
      arguments.add(PyExpr.keyword("tags", PyLiteral.of(column.tags())));
    }
    return PyExpr.call("dg.TableColumn", arguments);
  }

  private static PyExpr source(TableColumns.Source source) {
    return PyExpr.call(
        "dg.TableColumnDep", List.of(Py.assetKey(source.path()), PyLiteral.of(source.column())));
  }
}
