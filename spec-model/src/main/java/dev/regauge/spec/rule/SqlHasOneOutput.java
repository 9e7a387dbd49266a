package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;

/** A query has one result, so it makes one table. */
final class SqlHasOneOutput implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-042");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (asset.spec().run() instanceof RunSpec.Sql && asset.outputs().size() > 1) {
      out.add(
          Diagnostic.error(
                  CODE,
                  "asset '"
                      + asset.key()
                      + "' is one query, but has "
                      + asset.outputs().size()
                      + " outputs")
              .at(asset.outputs().get(1).path(), graph.locator())
              .label("nothing would be written here")
              .help("make an asset of its own for each table, or write them in Python"));
    }
  }
}
