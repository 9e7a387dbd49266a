package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TableSpec.ColumnSpec;
import java.util.SortedMap;
import java.util.TreeMap;

/** A table never has two columns of one name or of one id. */
final class ColumnsAreDistinct implements TableRule {

  private static final Code CODE = new Code("RG-RULE-006");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(TableColumns table, SpecGraph graph, Diagnostics out) {
    SortedMap<String, SpecPath> names = new TreeMap<>();
    SortedMap<Integer, SpecPath> ids = new TreeMap<>();
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnSpec column = table.columns().get(i);
      SpecPath at = table.path().field("columns").at(i);
      SpecPath same = names.putIfAbsent(column.name(), at.field("name"));
      if (same != null) {
        out.add(twice(graph, table, "called '" + column.name() + "'", at.field("name"), same));
      }
      SpecPath sameId = column.id().map(id -> ids.putIfAbsent(id, at.field("id"))).orElse(null);
      if (sameId != null && same == null) {
        String words = "with the id " + column.id().orElseThrow();
        out.add(twice(graph, table, words, at.field("id"), sameId));
      }
    }
  }

  private static Diagnostic twice(
      SpecGraph graph, TableColumns table, String which, SpecPath second, SpecPath first) {
    return Diagnostic.error(CODE, "table '" + table.table() + "' has two columns " + which)
        .at(second, graph.locator())
        .label("the second one")
        .related(graph.locator().valueAt(first), "the first one")
        .help("remove one of them, or give it another name or id");
  }
}
