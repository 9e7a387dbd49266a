package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.SpecGraph;

/** The tables of a gate's tier have the checks that a gate asks for which does not block. */
final class GatesAreNearlyReached implements Rule {

  private static final Code CODE = new Code("RG-RULE-234");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    GatesAreReached.report(graph, "warn", what -> Diagnostic.warning(CODE, what), out);
  }
}
