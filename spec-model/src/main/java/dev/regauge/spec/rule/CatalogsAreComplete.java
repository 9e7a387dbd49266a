package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CatalogSpec;
import java.util.List;

/** A catalog says where it is and where its tables lie, each once. */
final class CatalogsAreComplete implements Rule {

  private static final Code CODE = new Code("RG-RULE-029");
  private static final List<String> WITHOUT_URI = List.of("embedded", "glue", "memory");
  private static final List<String> OWN_FIELDS = List.of("credential", "uri", "warehouse");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    graph
        .product()
        .catalogs()
        .forEach(
            (name, catalog) ->
                judge(graph, name, catalog, SpecPath.of("catalogs").entry(name), out));
  }

  private static void judge(
      SpecGraph graph, String name, CatalogSpec catalog, SpecPath at, Diagnostics out) {
    boolean needsWarehouse = catalog.type().equals("jdbc") && catalog.warehouse().isEmpty();
    boolean needsUri = !WITHOUT_URI.contains(catalog.type()) && catalog.uri().isEmpty();
    if (needsUri || needsWarehouse) {
      String missing = needsUri ? "uri" : "warehouse";
      out.add(
          Diagnostic.error(
                  CODE,
                  "catalog '"
                      + name
                      + "' of the type "
                      + catalog.type()
                      + " has no '"
                      + missing
                      + "'")
              .atKey(at, graph.locator())
              .label("needs '" + missing + "'")
              .help(
                  needsUri
                      ? "write 'uri: {env: CATALOG_URI}'"
                      : "write 'warehouse: {env: WAREHOUSE}'"));
    }
    for (String field : OWN_FIELDS) {
      if (catalog.properties().containsKey(field)) {
        out.add(
            Diagnostic.error(
                    CODE, "'" + field + "' of catalog '" + name + "' is a field, not a property")
                .atKey(at.field("properties").entry(field), graph.locator())
                .label("a field of the catalog")
                .help("write it beside 'type'"));
      }
    }
  }
}
