package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;

/**
 * Several dbt models in one step are published together once all are made and tested, which no
 * warehouse can that keeps each as soon as it is made.
 */
final class DbtGroupsArePublished implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-457");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (asset.spec().run() instanceof RunSpec.Dbt run
        && run.isGroup()
        && run.resource().isPresent()) {
      out.add(
          Diagnostic.error(
                  CODE, "several dbt models of one step cannot be left in a warehouse together")
              .at(asset.path().field("run").field("dbt").field("models"), graph.locator())
              .label("those made before one that fails would stay")
              .related(
                  graph.locator().valueAt(asset.path().field("run").field("dbt").field("resource")),
                  "the warehouse")
              .help("make an asset of each, with 'select', or leave 'resource' out"));
    }
  }
}
