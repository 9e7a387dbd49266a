package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;

/** A product without assets runs nothing; its bundles are empty hulls. */
final class ProductsMakeSomething implements Rule {

  private static final Code CODE = new Code("RG-RULE-050");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    if (graph.product().assets().isEmpty()) {
      out.add(
          Diagnostic.warning(
                  CODE, "product '" + graph.product().metadata().name() + "' has 0 assets")
              .at(SpecPath.of("metadata", "name"), graph.locator())
              .label("nothing would run")
              .help(
                  "write what it makes: assets: [{key: raw/orders, run: {python: \"shop:orders\"}}]"));
    }
  }
}
