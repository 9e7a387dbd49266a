package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.DbtModels;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;

/** A node of a dbt project is made by one asset. */
final class DbtModelsHaveOneAsset implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-409");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (!(asset.spec().run() instanceof RunSpec.Dbt run)) {
      return;
    }
    for (DbtModels.Maker named : DbtModels.makersOf(asset.index(), run, asset.path())) {
      graph
          .dbt()
          .makerOf(run, named.written())
          .filter(first -> !first.at().equals(named.at()))
          .ifPresent(first -> out.add(again(asset, named, first, graph)));
    }
  }

  private static Diagnostic again(
      AssetNode asset, DbtModels.Maker named, DbtModels.Maker first, SpecGraph graph) {
    boolean isTwice = first.index() == named.index();
    String one = graph.product().assets().get(first.index()).key();
    return Diagnostic.error(
            CODE,
            isTwice
                ? "the asset '" + asset.key() + "' makes the same dbt model twice"
                : "the assets '" + one + "' and '" + asset.key() + "' make the same dbt model")
        .at(named.at(), graph.locator())
        .label("made once more here")
        .related(graph.locator().valueAt(first.at()), "made here first")
        .help(
            isTwice
                ? "write it once"
                : run(graph, first).isGroup() || run(graph, named).isGroup()
                    ? "leave it out at one of the two, and read the other one's table"
                    : "remove one of the two assets, and read the other one's table");
  }

  private static RunSpec.Dbt run(SpecGraph graph, DbtModels.Maker maker) {
    return (RunSpec.Dbt) graph.product().assets().get(maker.index()).run();
  }
}
