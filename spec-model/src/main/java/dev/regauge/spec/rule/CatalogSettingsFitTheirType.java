package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A setting that only the clients of other types read would say nothing. */
final class CatalogSettingsFitTheirType implements Rule {

  private static final Code CODE = new Code("RG-RULE-490");

  private static final List<String> REST = List.of("nessie", "polaris", "rest");

  /** What only some types' clients read: a property, or what begins so when it ends with a dot. */
  private static final SortedMap<String, List<String>> READERS =
      new TreeMap<>(
          Map.of(
              "glue.", List.of("glue"),
              "hive.", List.of("hive"),
              "header.", REST,
              "oauth2-server-uri", REST,
              "prefix", REST,
              "rest.", REST,
              "scope", REST,
              "token", REST));

  /** Where the types that have no such settings get theirs. */
  private static final SortedMap<String, String> INSTEAD =
      new TreeMap<>(
          Map.of(
              "glue", "take it out: AWS_ACCESS_KEY_ID and the like say who asks, as for any client",
              "jdbc", "take it out: user and password of a database stand in its 'uri'"));

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
            (name, catalog) -> {
              SpecPath at = SpecPath.of("catalogs").entry(name);
              String type = catalog.type();
              if (catalog.credential().isPresent() && !REST.contains(type)) {
                out.add(
                    needless("credential", REST, name, type)
                        .atKey(at.field("credential"), graph.locator()));
              }
              for (String property : catalog.properties().keySet()) {
                readers(property)
                    .filter(types -> !types.contains(type))
                    .ifPresent(
                        types ->
                            out.add(
                                needless(property, types, name, type)
                                    .atKey(
                                        at.field("properties").entry(property), graph.locator())));
              }
            });
  }

  private static Optional<List<String>> readers(String property) {
    return READERS.entrySet().stream()
        .filter(
            known ->
                known.getKey().endsWith(".")
                    ? property.startsWith(known.getKey())
                    : property.equals(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Diagnostic needless(String setting, List<String> types, String name, String type) {
    return Diagnostic.error(
            CODE,
            "'" + setting + "' of catalog '" + name + "' says nothing to one of the type " + type)
        .label("read where the type is " + String.join(", ", types))
        .help(INSTEAD.getOrDefault(type, "take it out"));
  }
}
