package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CatalogSpec;
import dev.regauge.spec.model.ResourceSpec;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The places of catalogs and databases come from the environment, and credentials from a secret, so
 * that one bundle serves all environments (spec.md 1.3).
 *
 * <p>Judged by path: these fields and no others. Files beside the product have no host.
 */
final class PlacesAreReferences implements Rule {

  private static final Code CODE = new Code("RG-RULE-026");
  private static final SortedSet<String> DATABASES =
      new TreeSet<>(
          List.of(
              "bigquery",
              "cube",
              "databricks",
              "flightsql",
              "kafka",
              "nats",
              "postgres",
              "snowflake",
              "spark",
              "trino"));

  /** What clients of databases and brokers call where one is. */
  private static final SortedSet<String> PLACES =
      new TreeSet<>(
          List.of(
              "account",
              "bootstrap_servers",
              "brokers",
              "dsn",
              "host",
              "master",
              "project",
              "servers",
              "uri",
              "url"));

  private static final SortedSet<String> CREDENTIALS =
      new TreeSet<>(
          List.of(
              "auth_token",
              "client_secret",
              "keyfile_json",
              "password",
              "private_key",
              "private_key_passphrase",
              "secret",
              "token"));

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
              checkCatalog(graph, name, catalog, at, out);
            });
    graph
        .product()
        .resources()
        .forEach(
            (name, resource) -> {
              SpecPath at = SpecPath.of("resources").entry(name).field("config");
              checkResource(graph, name, resource, at, out);
            });
  }

  private static void checkCatalog(
      SpecGraph graph, String name, CatalogSpec catalog, SpecPath at, Diagnostics out) {
    place(graph, catalog.uri(), "catalog", name, "uri", at.field("uri"), out);
    place(graph, catalog.warehouse(), "catalog", name, "warehouse", at.field("warehouse"), out);
    catalog
        .credential()
        .filter(PlacesAreReferences::isLiteral)
        .ifPresent(
            value ->
                out.add(
                    credential(
                        graph, "credential", "catalog '" + name + "'", at.field("credential"))));
  }

  private static void checkResource(
      SpecGraph graph, String name, ResourceSpec resource, SpecPath at, Diagnostics out) {
    String owner = "resource '" + name + "'";
    resource
        .config()
        .forEach(
            (field, value) -> {
              if (CREDENTIALS.contains(field.toLowerCase(Locale.ROOT)) && isLiteral(value)) {
                out.add(credential(graph, field, owner, at.entry(field)));
              } else if (DATABASES.contains(resource.type()) && PLACES.contains(field)) {
                place(graph, Optional.of(value), "resource", name, field, at.entry(field), out);
              }
            });
  }

  /** Whether this rule tells of a setting of a database, so that no other one has to. */
  static boolean tellsOf(String setting, Value value) {
    return (CREDENTIALS.contains(setting) && isLiteral(value))
        || (PLACES.contains(setting) && isHost(value));
  }

  private static void place(
      SpecGraph graph,
      Optional<Value> value,
      String kind,
      String name,
      String field,
      SpecPath at,
      Diagnostics out) {
    if (value.filter(PlacesAreReferences::isHost).isPresent()) {
      String variable = (name + "_" + field).toUpperCase(Locale.ROOT);
      out.add(
          Diagnostic.error(
                  CODE,
                  "'" + field + "' of " + kind + " '" + name + "' is the same in all environments")
              .at(at, graph.locator())
              .label("a place of the platform, written as a literal")
              .help(
                  "write {env: "
                      + variable
                      + "} here and the value under environments.<name>.values."
                      + variable));
    }
  }

  /** A text that is no file's place and not the embedded catalog. */
  private static boolean isHost(Value value) {
    return value instanceof Value.Text text
        && !text.text().equals("embedded")
        && !text.text().startsWith("sqlite:")
        && !text.text().startsWith("file:")
        && (text.text().contains("://") || !text.text().contains("/"));
  }

  private static boolean isLiteral(Value value) {
    return value instanceof Value.Text || value instanceof Value.Number;
  }

  private static Diagnostic credential(SpecGraph graph, String field, String owner, SpecPath at) {
    return Diagnostic.error(CODE, "'" + field + "' of " + owner + " is written in the spec")
        .at(at, graph.locator())
        .secret()
        .label("a credential, written as a literal")
        .help("write {secretRef: name/key}, and keep the value in the secret");
  }
}
