package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetEdges;
import dev.regauge.spec.graph.SpecGraph;

/** A chain of more than 400 assets meets limits of targets that walk it by recursion. */
final class GraphsAreNotTooDeep implements Rule {

  private static final Code CODE = new Code("RG-RULE-040");
  private static final int DEEPEST = 400;

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    AssetEdges.Depth depth = graph.edges().depth();
    if (depth.assets() > DEEPEST) {
      graph
          .asset(depth.last())
          .ifPresent(
              asset ->
                  out.add(
                      Diagnostic.warning(
                              CODE,
                              "asset '"
                                  + asset.key()
                                  + "' is the last of a chain of "
                                  + depth.assets()
                                  + " assets")
                          .at(asset.path().field("key"), graph.locator())
                          .label("more than " + DEEPEST + " deep")
                          .help("split the product, or make one asset of several steps")));
    }
  }
}
