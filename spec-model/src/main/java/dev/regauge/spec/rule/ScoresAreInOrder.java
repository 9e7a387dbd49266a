package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;

/** The score that warns is not below the score that a gate demands. */
final class ScoresAreInOrder implements Rule {

  private static final Code CODE = new Code("RG-RULE-112");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    graph
        .product()
        .qualityGate()
        .filter(gate -> gate.warnScore().orElse(100.0) < gate.minScore().orElse(0.0))
        .ifPresent(
            gate -> {
              SpecPath at = SpecPath.of("qualityGate");
              out.add(
                  Diagnostic.error(
                          CODE,
                          "the gate warns below "
                              + gate.warnScore().orElse(100.0)
                              + " and acts below "
                              + gate.minScore().orElse(0.0)
                              + " already")
                      .at(at.field("warnScore"), graph.locator())
                      .label("never reached")
                      .help("write a warnScore above minScore, or leave it out"));
            });
  }
}
