package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;

/** A step's own variables are not called like those that Regauge sets (semantics 21). */
final class StepVariablesAreFree implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-036");
  private static final String OURS = "REGAUGE_";

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    for (String name : asset.spec().env().keySet()) {
      if (name.startsWith(OURS)) {
        out.add(
            Diagnostic.error(CODE, "a variable of a step cannot be called '" + name + "'")
                .atKey(asset.path().field("env").entry(name), graph.locator())
                .label("names with REGAUGE_ are Regauge's own")
                .help("give it another name"));
      }
    }
  }
}
