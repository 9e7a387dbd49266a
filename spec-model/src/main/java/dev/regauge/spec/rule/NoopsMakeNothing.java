package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;

/** A {@code noop} promises no table: nobody would ever write it. */
final class NoopsMakeNothing implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-459");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (asset.spec().run() instanceof RunSpec.Noop && !asset.outputs().isEmpty()) {
      out.add(
          Diagnostic.error(CODE, "the noop of asset '" + asset.key() + "' makes no table")
              .at(asset.outputs().getFirst().path(), graph.locator())
              .label("nobody writes it")
              .help("leave 'outputs' out; a table that is made elsewhere stands under 'external'"));
    }
  }
}
