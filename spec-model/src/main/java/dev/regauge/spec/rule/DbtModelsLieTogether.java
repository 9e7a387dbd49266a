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

/** A dbt model lies in the same database as the models that it and its tests read. */
final class DbtModelsLieTogether implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-471");

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
    String here = run.resource().map(name -> "'" + name + "'").orElse("a database of its step");
    for (DbtModel model : graph.dbt().ofAsset(asset.key())) {
      for (String id : model.apart()) {
        DbtManifest.Node node = manifest.nodes().get(id);
        String read = node == null ? id : node.name();
        out.add(
            Diagnostic.error(
                    CODE,
                    "the dbt model '"
                        + model.node().name()
                        + "' or a test of it is built in "
                        + here
                        + ", and reads '"
                        + read
                        + "', which is built elsewhere")
                .at(model.at(), graph.locator())
                .label("dbt would not find it there")
                .help("name the same 'resource' at both, or at neither"));
      }
    }
  }
}
