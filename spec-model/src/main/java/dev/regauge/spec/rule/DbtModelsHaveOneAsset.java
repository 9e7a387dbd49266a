package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
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
    if (asset.spec().run() instanceof RunSpec.Dbt run) {
      graph
          .dbt()
          .makerOf(run)
          .filter(key -> !key.equals(asset.key()))
          .flatMap(graph::asset)
          .ifPresent(
              first ->
                  out.add(
                      Diagnostic.error(
                              CODE,
                              "the assets '"
                                  + first.key()
                                  + "' and '"
                                  + asset.key()
                                  + "' make the same dbt model")
                          .at(
                              asset.path().field("run").field("dbt").field("select"),
                              graph.locator())
                          .label("made once more here")
                          .related(
                              graph
                                  .locator()
                                  .valueAt(first.path().field("run").field("dbt").field("select")),
                              "made here first")
                          .help("remove one of the two assets, and read the other one's table")));
    }
  }
}
