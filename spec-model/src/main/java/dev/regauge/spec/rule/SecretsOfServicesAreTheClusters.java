package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.graph.SpecGraph;

/** A service is started by the cluster, which hands it Secrets of its own and asks no store. */
final class SecretsOfServicesAreTheClusters implements Rule {

  private static final Code CODE = new Code("RG-RULE-481");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    Locator written = graph.locator();
    SecretSources.in(
        written,
        (source, place) -> {
          if (place.text().startsWith("services[")) {
            out.add(
                Diagnostic.error(
                        CODE, "a service gets no secret of source '" + source + "' when it starts")
                    .at(place, written)
                    .label("asked by nobody")
                    .help(
                        "leave source out, and let an operator make the cluster's Secret of that"
                            + " name"));
          }
        });
  }
}
