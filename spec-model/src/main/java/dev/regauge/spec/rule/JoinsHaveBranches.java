package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;

/** What waits for others in its own way has others to wait for. */
final class JoinsHaveBranches implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-070");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    String after = asset.spec().after().orElse("all");
    if (!after.equals("all") && asset.spec().inputs().isEmpty() && asset.spec().deps().isEmpty()) {
      out.add(
          Diagnostic.error(
                  CODE, "asset '" + asset.key() + "' comes after nothing, so it cannot wait")
              .at(asset.path().field("after"), graph.locator())
              .label("after what?")
              .help("name assets under 'deps', or leave 'after' out"));
    }
  }
}
