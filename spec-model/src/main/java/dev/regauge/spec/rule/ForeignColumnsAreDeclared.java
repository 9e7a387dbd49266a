package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.TableSpec.ColumnSpec;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A check that compares with another table names columns that it has. */
final class ForeignColumnsAreDeclared implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-068");

  private final SortedMap<String, TableColumns> tables = new TreeMap<>();

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    List<CheckSpec> checks = asset.spec().checks();
    for (int i = 0; i < checks.size(); i++) {
      CheckSpec.TestSpec test = checks.get(i).test();
      SpecPath at = asset.path().field("checks").at(i).field(test.kind());
      for (Named named : named(test, at)) {
        if (tables.isEmpty()) {
          TableColumns.of(graph).forEach(table -> tables.putIfAbsent(table.table(), table));
        }
        judge(graph, named, tables, out);
      }
    }
  }

  /** The columns of the other table. */
  private static List<Named> named(CheckSpec.TestSpec test, SpecPath at) {
    return switch (test) {
      case CheckSpec.Relationships check ->
          List.of(
              new Named(
                  check.to().table(),
                  List.of(new ColumnUse(check.to().column(), at.field("to").field("column")))));
      case CheckSpec.AggregateParity check ->
          List.of(
              new Named(check.source(), ColumnUse.ofNames(check.groupBy(), at.field("groupBy"))));
      case CheckSpec.KeyParity check ->
          List.of(
              new Named(
                  check.source(), ColumnUse.ofNames(check.keyColumns(), at.field("keyColumns"))));
      case CheckSpec.ChecksumParity check ->
          List.of(
              new Named(
                  check.source(), ColumnUse.ofNames(check.keyColumns(), at.field("keyColumns"))),
              new Named(check.source(), ColumnUse.ofNames(check.columns(), at.field("columns"))));
      case CheckSpec.NotNull _,
          CheckSpec.Unique _,
          CheckSpec.RowCount _,
          CheckSpec.Range _,
          CheckSpec.AcceptedValues _,
          CheckSpec.Sql _,
          CheckSpec.Python _,
          CheckSpec.Pattern _,
          CheckSpec.Freshness _,
          CheckSpec.Schema _,
          CheckSpec.Expression _,
          CheckSpec.RowCountParity _ ->
          List.of();
    };
  }

  private static void judge(
      SpecGraph graph, Named named, SortedMap<String, TableColumns> tables, Diagnostics out) {
    SortedSet<String> known = known(graph, named.table(), tables);
    if (known.isEmpty()) {
      return; // another finding, or the data's own schema
    }
    for (ColumnUse use : named.columns()) {
      if (!known.contains(use.column())) {
        out.add(
            Diagnostic.error(
                    CODE, "table '" + named.table() + "' has no column '" + use.column() + "'")
                .at(use.at(), graph.locator())
                .label("nothing to compare with")
                .help(
                    NearestName.to(use.column(), known)
                        .map(near -> "write '" + near + "'")
                        .orElse("the columns are " + String.join(", ", known))));
      }
    }
  }

  /** The columns that a table of ours declares, or that the contract of another's promises. */
  private static SortedSet<String> known(
      SpecGraph graph, String name, SortedMap<String, TableColumns> tables) {
    TableColumns table = tables.get(name);
    if (table == null) {
      return PromisedColumns.of(graph, name);
    }
    SortedSet<String> known =
        new TreeSet<>(table.columns().stream().map(ColumnSpec::name).toList());
    if (!known.isEmpty()) {
      known.addAll(PartitionColumns.of(graph.product(), table.partitionSet()).keySet());
    }
    return known;
  }

  /** Columns of a table. */
  private record Named(String table, List<ColumnUse> columns) {}
}
