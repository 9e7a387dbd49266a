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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A check tests columns that its asset's tables have, when they declare their columns. */
final class CheckColumnsAreDeclared implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-004");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    List<CheckSpec> checks = asset.spec().checks();
    if (checks.isEmpty() || !declaresColumns(asset)) {
      return;
    }
    SortedMap<String, Optional<SpecPath>> columns = columns(graph, asset);
    for (int i = 0; i < checks.size(); i++) {
      SpecPath check = asset.path().field("checks").at(i);
      ColumnUse.of(checks.get(i).test(), check).stream()
          .filter(use -> !columns.containsKey(use.column()))
          .map(use -> unknown(graph, asset, use, columns))
          .forEach(out::add);
    }
  }

  private static boolean declaresColumns(AssetNode asset) {
    return !asset.outputs().isEmpty()
        && asset.outputs().stream().noneMatch(output -> output.spec().columns().isEmpty());
  }

  /** The declared columns with their places, and the partition's, which the step adds. */
  private static SortedMap<String, Optional<SpecPath>> columns(SpecGraph graph, AssetNode asset) {
    SortedMap<String, Optional<SpecPath>> columns = new TreeMap<>();
    for (AssetNode.Output output : asset.outputs()) {
      List<ColumnSpec> declared = output.spec().columns();
      for (int i = 0; i < declared.size(); i++) {
        SpecPath at = output.path().field("columns").at(i).field("name");
        columns.putIfAbsent(declared.get(i).name(), Optional.of(at));
      }
    }
    PartitionColumns.of(graph.product(), asset.partitionSet())
        .keySet()
        .forEach(column -> columns.putIfAbsent(column, Optional.empty()));
    return columns;
  }

  private static Diagnostic unknown(
      SpecGraph graph,
      AssetNode asset,
      ColumnUse use,
      SortedMap<String, Optional<SpecPath>> columns) {
    Optional<String> near = NearestName.to(use.column(), columns.keySet());
    Diagnostic finding =
        Diagnostic.error(
                CODE,
                "a check of asset '"
                    + asset.key()
                    + "' tests the column '"
                    + use.column()
                    + "', which its outputs do not have")
            .at(use.at(), graph.locator())
            .label("no column has this name")
            .help(
                near.map(name -> "write '" + name + "'")
                    .orElse("the columns are " + String.join(", ", columns.keySet())));
    return near.map(columns::get)
        .flatMap(place -> place)
        .map(
            place ->
                finding.related(
                    graph.locator().valueAt(place), "a similar column is declared here"))
        .orElse(finding);
  }
}
