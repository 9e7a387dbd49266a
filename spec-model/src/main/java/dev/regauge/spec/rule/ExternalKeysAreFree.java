package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;

/** What is made elsewhere has no key of an asset that is made here. */
final class ExternalKeysAreFree implements Rule {

  private static final Code CODE = new Code("RG-RULE-113");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (String name : graph.product().external().keySet()) {
      SpecPath at = SpecPath.of("external").entry(name);
      graph
          .asset(name)
          .ifPresent(
              asset ->
                  out.add(
                      Diagnostic.error(
                              CODE, "'" + name + "' is an asset of this product and external too")
                          .atKey(at, graph.locator())
                          .label("made elsewhere")
                          .related(graph.locator().valueAt(asset.path().field("key")), "made here")
                          .help("remove one of them, or rename it")));
    }
  }
}
