package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;

/**
 * A rule that judges one asset at a time. The book walks the assets once for all of them: a loop of
 * its own in each rule would run interpreted to its end, because a check asks it only once.
 */
interface AssetRule extends Rule {

  /** Adds a finding for each place of the asset that breaks the rule. */
  void check(AssetNode asset, SpecGraph graph, Diagnostics out);

  /** Adds a finding for each place elsewhere in the product that breaks the rule. */
  default void checkRest(SpecGraph graph, Diagnostics out) {}

  @Override
  default void check(SpecGraph graph, Diagnostics out) {
    checkRest(graph, out);
    graph.writtenAssets().forEach(asset -> check(asset, graph, out));
  }
}
