package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.DbtModel;
import dev.regauge.spec.graph.DbtModels;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.DbtManifest;
import dev.regauge.spec.model.RunSpec;

/** What a dbt model and its tests read is made by an asset, or declared. */
final class DbtModelsReadWhatIsMade implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-407");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (!(asset.spec().run() instanceof RunSpec.Dbt run)) {
      return;
    }
    DbtManifest manifest = graph.dbt().manifest(DbtModels.projectOf(run));
    for (DbtModel model : graph.dbt().ofAsset(asset.key())) {
      for (String id : model.unmet()) {
        DbtManifest.Source source = manifest.sources().get(id);
        DbtManifest.Node node = manifest.nodes().get(id);
        String what =
            source != null
                ? "the source '" + source.name() + "', whose table nothing here makes or declares"
                : "'" + (node == null ? id : node.name()) + "', which no asset makes";
        String help =
            source != null
                ? "declare it: tables: [{name: " + source.table() + "}], or make it by an asset"
                : "add an asset with run: {dbt: " + (node == null ? id : node.name()) + "}";
        out.add(
            Diagnostic.error(
                    CODE,
                    "the dbt model '" + model.node().name() + "' or a test of it reads " + what)
                .at(model.at(), graph.locator())
                .label("its step would not find it")
                .help(help));
      }
    }
  }
}
