package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.QualityGateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** The tables of a gate's tier have the checks that a blocking gate demands. */
final class GatesAreReached implements Rule {

  private static final Code CODE = new Code("RG-RULE-233");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    report(graph, "block", what -> Diagnostic.error(CODE, what), out);
  }

  /** Reports what is lacking by a gate of that action. */
  static void report(
      SpecGraph graph, String action, Function<String, Diagnostic> finding, Diagnostics out) {
    graph
        .product()
        .qualityGate()
        .filter(gate -> gate.action().filter(action::equals).isPresent())
        .ifPresent(
            gate ->
                shortfalls(graph, gate)
                    .forEach(
                        found ->
                            out.add(
                                finding
                                    .apply(found.what())
                                    .at(found.at(), graph.locator())
                                    .label("too little is checked")
                                    .help(found.help()))));
  }

  /** What an asset's checks lack. */
  private record Shortfall(String what, String help, SpecPath at) {}

  private static List<Shortfall> shortfalls(SpecGraph graph, QualityGateSpec gate) {
    return graph.writtenAssets().stream()
        .flatMap(
            asset ->
                asset.outputs().stream()
                    .filter(output -> output.layer().equals(gate.tier().orElseThrow()))
                    .flatMap(output -> of(asset, output, gate).stream()))
        .toList();
  }

  private static List<Shortfall> of(
      AssetNode asset, AssetNode.Output output, QualityGateSpec gate) {
    List<CheckSpec> checks =
        asset.spec().checks().stream().filter(check -> check.enabled().orElse(true)).toList();
    SortedSet<String> kinds = new TreeSet<>();
    SortedSet<String> tested = new TreeSet<>();
    for (CheckSpec check : checks) {
      kinds.add(check.test().kind());
      ColumnUse.of(check.test(), asset.path()).forEach(use -> tested.add(use.column()));
    }
    List<String> lacking =
        gate.requiredTests().orElse(List.of()).stream()
            .filter(kind -> !kinds.contains(kind))
            .toList();
    List<Shortfall> found = new ArrayList<>();
    if (!lacking.isEmpty()) {
      found.add(
          new Shortfall(
              "the gate demands checks that table '"
                  + output.table()
                  + "' lacks: "
                  + String.join(", ", lacking),
              "add them, or write the gate's own 'requiredTests'",
              asset.path().field("key")));
    }
    int columns = output.spec().columns().size();
    long covered =
        output.spec().columns().stream().filter(column -> tested.contains(column.name())).count();
    double coverage = columns == 0 ? 100 : 100.0 * covered / columns;
    double wanted = gate.minTestCoverage().orElse(0.0);
    if (coverage < wanted) {
      found.add(
          new Shortfall(
              String.format(
                  Locale.ROOT,
                  "checks name %d of the %d columns of table '%s', %.0f percent; the gate demands %.0f",
                  covered,
                  columns,
                  output.table(),
                  coverage,
                  wanted),
              "check more columns, or write a lower 'minTestCoverage'",
              asset.path().field("key")));
    }
    return found;
  }
}
