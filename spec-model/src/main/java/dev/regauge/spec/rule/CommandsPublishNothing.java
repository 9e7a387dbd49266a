package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;

/** The outputs of a command or container are its own to write: no commit, no record, no audit. */
final class CommandsPublishNothing implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-043");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    boolean publishes =
        !(asset.spec().run() instanceof RunSpec.Command
            || asset.spec().run() instanceof RunSpec.Container);
    if (!publishes && !asset.outputs().isEmpty()) {
      out.add(
          Diagnostic.warning(
                  CODE,
                  "the "
                      + asset.spec().run().kind()
                      + " of asset '"
                      + asset.key()
                      + "' has to write its tables itself")
              .at(asset.outputs().getFirst().path(), graph.locator())
              .label("no commit, no record and no audit by the step")
              .help("give the rows back from a Python function, or silence this with a reason"));
    }
  }
}
