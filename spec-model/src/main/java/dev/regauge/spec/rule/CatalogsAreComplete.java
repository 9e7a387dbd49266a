package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CatalogSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A catalog says where it is, where its tables lie and who asks it, each once. */
final class CatalogsAreComplete implements Rule {

  private static final Code CODE = new Code("RG-RULE-029");
  private static final List<String> WITHOUT_URI = List.of("embedded", "glue", "memory");

  /** Those whose tables lie nowhere unless it is said; Polaris calls its catalogs warehouses. */
  private static final List<String> WITH_WAREHOUSE = List.of("glue", "jdbc", "polaris");

  private static final SortedMap<String, String> HELPS =
      new TreeMap<>(
          Map.of(
              "uri", "{env: CATALOG_URI}",
              "warehouse", "{env: WAREHOUSE}",
              "credential", "{secretRef: polaris/credential}"));
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
    missing(catalog)
        .ifPresent(
            field ->
                out.add(
                    Diagnostic.error(
                            CODE,
                            "catalog '"
                                + name
                                + "' of the type "
                                + catalog.type()
                                + " has no '"
                                + field
                                + "'")
                        .atKey(at, graph.locator())
                        .label("needs '" + field + "'")
                        .help("write '" + field + ": " + HELPS.get(field) + "'")));
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

  /** Returns the first field that the catalog lacks. */
  private static Optional<String> missing(CatalogSpec catalog) {
    if (!WITHOUT_URI.contains(catalog.type()) && catalog.uri().isEmpty()) {
      return Optional.of("uri");
    }
    if (WITH_WAREHOUSE.contains(catalog.type()) && catalog.warehouse().isEmpty()) {
      return Optional.of("warehouse");
    }
    // Nobody gets at a Polaris catalog without a token, or what one is given for.
    return catalog.type().equals("polaris")
            && catalog.credential().isEmpty()
            && !catalog.properties().containsKey("token")
        ? Optional.of("credential")
        : Optional.empty();
  }
}
