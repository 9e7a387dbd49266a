package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.CheckSpec.ScopeSpec;
import dev.regauge.spec.model.TableSpec.ColumnSpec;
import java.util.List;
import java.util.Optional;

/** The last days of a table are told by a declared column of time, or by one of ISO dates. */
final class WindowsHaveATimeColumn implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-232");
  private static final List<String> TIMES = List.of("date", "timestamp", "timestamptz", "string");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    List<CheckSpec> checks = asset.spec().checks();
    for (int i = 0; i < checks.size(); i++) {
      Optional<String> column = checks.get(i).scope().flatMap(ScopeSpec::column);
      if (column.isPresent() && !asset.outputs().isEmpty()) {
        SpecPath at = asset.path().field("checks").at(i).field("scope").field("column");
        judge(graph, asset, column.get(), at, out);
      }
    }
  }

  private static void judge(
      SpecGraph graph, AssetNode asset, String column, SpecPath at, Diagnostics out) {
    List<ColumnSpec> declared = asset.outputs().getFirst().spec().columns();
    if (declared.isEmpty()
        || PartitionColumns.of(graph.product(), asset.partitionSet()).containsKey(column)) {
      return;
    }
    Optional<String> type =
        declared.stream()
            .filter(one -> one.name().equals(column))
            .map(ColumnSpec::type)
            .findFirst();
    if (type.filter(TIMES::contains).isEmpty()) {
      String what = type.map(known -> "is of the type " + known).orElse("is not declared");
      out.add(
          Diagnostic.error(
                  CODE,
                  "the column '" + column + "', by which a check takes the last days, " + what)
              .at(at, graph.locator())
              .label("tells no day")
              .help("name a column of the type date, timestamp or timestamptz"));
    }
  }
}
