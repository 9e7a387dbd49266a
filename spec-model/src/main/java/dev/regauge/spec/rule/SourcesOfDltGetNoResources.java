package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;

/** A source of dlt's own knows no resource of ours: its args say what it needs. */
final class SourcesOfDltGetNoResources implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-497");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (asset.spec().run() instanceof RunSpec.Dlt dlt
        && dlt.source().startsWith("dlt.")
        && !asset.spec().resources().isEmpty()
        && !ResourcesReachAFunction.isTestedByCode(asset)) {
      out.add(
          Diagnostic.warning(
                  CODE, "'" + dlt.source() + "' of asset '" + asset.key() + "' gets no resources")
              .at(asset.path().field("resources"), graph.locator())
              .label("no code gets them")
              .help(
                  "write what it needs in 'args', by references, or name a function of the product"
                      + " that makes the source"));
    }
  }
}
