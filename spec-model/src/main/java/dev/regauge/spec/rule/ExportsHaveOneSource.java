package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;

/** An export sends the rows of one input. */
final class ExportsHaveOneSource implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-069");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    int inputs = asset.spec().inputs().size();
    if (asset.spec().run() instanceof RunSpec.Export && inputs != 1) {
      out.add(
          Diagnostic.error(
                  CODE,
                  "the export '"
                      + asset.key()
                      + "' has "
                      + (inputs == 0 ? "no input" : inputs + " inputs"))
              .at(asset.path().field(inputs == 0 ? "run" : "inputs"), graph.locator())
              .label(inputs == 0 ? "there is nothing to send" : "which of them is sent?")
              .help("name the one asset or table under 'inputs'; what comes first under 'deps'"));
    }
  }
}
