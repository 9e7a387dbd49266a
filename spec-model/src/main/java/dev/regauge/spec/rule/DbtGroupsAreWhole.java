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

/** Between the dbt models of one step stands none that another step makes. */
final class DbtGroupsAreWhole implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-456");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    // Of a model alone that stands in between nothing is told: the group around it is.
    if (!(asset.spec().run() instanceof RunSpec.Dbt run) || !run.isGroup()) {
      return;
    }
    DbtManifest manifest = graph.dbt().manifest(DbtModels.projectOf(run));
    for (DbtModel model : graph.dbt().ofAsset(asset.key())) {
      for (String id : model.around()) {
        DbtManifest.Node node = manifest.nodes().get(id);
        String read = node == null ? id : node.name();
        out.add(
            Diagnostic.error(
                    CODE,
                    "the dbt model '"
                        + model.node().name()
                        + "' or a test of it reads '"
                        + read
                        + "', which waits for what the same step makes")
                .at(model.at(), graph.locator())
                .label("neither step could be the first")
                .help(
                    "make '"
                        + read
                        + "' in the same step as well, or '"
                        + model.node().name()
                        + "' in one of its own"));
      }
    }
  }
}
