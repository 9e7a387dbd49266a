package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CheckSpec;
import java.util.List;

/** The name of the check that a gate is belongs to it alone. */
final class GatesHaveTheirName implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-235");
  private static final String GATE = "quality_gate";

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (graph.product().qualityGate().isEmpty()) {
      return;
    }
    List<CheckSpec> checks = asset.spec().checks();
    for (int i = 0; i < checks.size(); i++) {
      if (checks.get(i).name().filter(GATE::equals).isPresent()) {
        out.add(
            Diagnostic.error(CODE, "the product's gate is the check '" + GATE + "' of its assets")
                .at(asset.path().field("checks").at(i).field("name"), graph.locator())
                .label("this name is taken")
                .help("give the check another name"));
      }
    }
  }
}
