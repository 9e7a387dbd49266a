package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;

/** Outputs that are published in one commit are several, in one catalog. */
final class CommitsTogetherAreInOneCatalog implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-071");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (asset.spec().atomicOutputs().orElse(false)) {
      long catalogs =
          asset.outputs().stream().map(output -> output.spec().catalog()).distinct().count();
      if (asset.outputs().size() < 2) {
        report(graph, asset, "has not two outputs to publish in one commit", out);
      } else if (catalogs > 1) {
        report(graph, asset, "has outputs in several catalogs, which share no commit", out);
      }
    }
  }

  private static void report(SpecGraph graph, AssetNode asset, String what, Diagnostics out) {
    out.add(
        Diagnostic.error(CODE, "asset '" + asset.key() + "' " + what)
            .at(asset.path().field("atomicOutputs"), graph.locator())
            .label("cannot be")
            .help("leave 'atomicOutputs' out, or declare several outputs of one catalog"));
  }
}
