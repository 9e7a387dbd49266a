package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.DltSources;
import dev.regauge.spec.model.RunSpec;

/** A source that is named as dlt's own is one that dlt's package brings. */
final class SourcesOfDltAreShipped implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-492");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    // With a lock of its own the product says which dlt there is.
    if (graph.product().code().lock().isEmpty()
        && asset.spec().run() instanceof RunSpec.Dlt dlt
        && DltSources.lacks(dlt.source())) {
      String[] parts = dlt.source().split("[.:]", 4);
      out.add(
          Diagnostic.error(CODE, "dlt's package brings no source '" + parts[2] + "'")
              .at(asset.path().field("run").field("dlt").field("source"), graph.locator())
              .label("it brings " + String.join(", ", DltSources.SHIPPED))
              .help(
                  "bring the source's code into a folder of 'code.paths', as 'dlt init' does, and"
                      + " name that module, such as '"
                      + parts[2]
                      + ":"
                      + parts[3].substring(parts[3].lastIndexOf('.') + 1)
                      + "'"));
    }
  }
}
