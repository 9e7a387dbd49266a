package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.SpecGraph;

/** A rule that judges one table at a time, see {@link AssetRule}. */
interface TableRule extends Rule {

  /** Adds a finding for each place of the table that breaks the rule. */
  void check(TableColumns table, SpecGraph graph, Diagnostics out);

  @Override
  default void check(SpecGraph graph, Diagnostics out) {
    TableColumns.of(graph).forEach(table -> check(table, graph, out));
  }
}
