package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CatalogSpec;
import java.util.List;
import java.util.Map;

/** Of several catalogs exactly one is the default. */
final class DefaultCatalogIsClear implements Rule {

  private static final Code CODE = new Code("RG-RULE-028");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    Map<String, CatalogSpec> catalogs = graph.product().catalogs();
    List<String> defaults =
        catalogs.entrySet().stream()
            .filter(catalog -> catalog.getValue().isDefault().orElse(false))
            .map(Map.Entry::getKey)
            .toList();
    if (catalogs.size() > 1 && defaults.isEmpty()) {
      out.add(
          Diagnostic.error(CODE, "none of the catalogs is the default one")
              .atKey(SpecPath.of("catalogs"), graph.locator())
              .label("where do tables live that name no catalog?")
              .help("write 'default: true' in one of them"));
    }
    for (int i = 1; i < defaults.size(); i++) {
      out.add(
          Diagnostic.error(
                  CODE,
                  "catalogs '"
                      + defaults.getFirst()
                      + "' and '"
                      + defaults.get(i)
                      + "' are both the default one")
              .at(SpecPath.of("catalogs").entry(defaults.get(i)).field("default"), graph.locator())
              .label("the default again")
              .related(
                  graph
                      .locator()
                      .valueAt(SpecPath.of("catalogs").entry(defaults.getFirst()).field("default")),
                  "the default already")
              .help("keep 'default: true' in one of them"));
    }
  }
}
