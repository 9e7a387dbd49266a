package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TableSpec.ColumnSpec;
import dev.regauge.spec.model.TableSpec.DedupeSpec;
import dev.regauge.spec.model.TableSpec.RetentionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A table's key, partition fields and sort order name columns that it declares. */
final class TableColumnsAreDeclared implements TableRule {

  private static final Code CODE = new Code("RG-RULE-005");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(TableColumns table, SpecGraph graph, Diagnostics out) {
    if (table.columns().isEmpty()) {
      return;
    }
    SortedSet<String> known = new TreeSet<>();
    table.columns().stream().map(ColumnSpec::name).forEach(known::add);
    known.addAll(table.metadataColumns());
    known.addAll(PartitionColumns.of(graph.product(), table.partitionSet()).keySet());
    for (ColumnUse use : uses(table)) {
      if (!known.contains(use.column())) {
        out.add(unknown(graph, table, use, known));
      }
    }
  }

  private static List<ColumnUse> uses(TableColumns table) {
    List<ColumnUse> uses =
        new ArrayList<>(ColumnUse.ofNames(table.key(), table.path().field("key")));
    for (int i = 0; i < table.partitionBy().size(); i++) {
      SpecPath at = table.path().field("partitionBy").at(i).field("column");
      uses.add(new ColumnUse(table.partitionBy().get(i).column(), at));
    }
    for (int i = 0; i < table.sortBy().size(); i++) {
      SpecPath at = table.path().field("sortBy").at(i).field("column");
      uses.add(new ColumnUse(table.sortBy().get(i).column(), at));
    }
    SpecPath dedupe = table.path().field("dedupe").field("orderBy");
    table
        .dedupe()
        .flatMap(DedupeSpec::orderBy)
        .ifPresent(column -> uses.add(new ColumnUse(column, dedupe)));
    SpecPath expiry = table.path().field("retention").field("rowTtlColumn");
    table
        .retention()
        .flatMap(RetentionSpec::rowTtlColumn)
        .ifPresent(column -> uses.add(new ColumnUse(column, expiry)));
    SpecPath lineage = table.path().field("columnLineage");
    table
        .columnLineage()
        .keySet()
        .forEach(column -> uses.add(new ColumnUse(column, lineage.entry(column))));
    return uses;
  }

  private static Diagnostic unknown(
      SpecGraph graph, TableColumns table, ColumnUse use, SortedSet<String> known) {
    return Diagnostic.error(
            CODE,
            "table '"
                + table.table()
                + "' has no column '"
                + use.column()
                + "', which it is to be kept by")
        .at(use.at(), graph.locator())
        .label("no column has this name")
        .help(
            NearestName.to(use.column(), known)
                .map(name -> "write '" + name + "'")
                .orElse("the columns are " + String.join(", ", known)));
  }
}
