package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.model.Warehouses;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A warehouse has a place, whoever has a password has a name, and no setting is read by nobody. */
final class WarehousesAreComplete implements Rule {

  private static final Code CODE = new Code("RG-RULE-468");
  private static final int LAST_PORT = 65_535;

  /**
   * The settings of a type of warehouse.
   *
   * @param needed those without which nobody finds it, with an example of each
   * @param ways those that let somebody in, of which one is enough and two are too many
   * @param isClosed whether nobody gets in without one of them
   * @param beside what a setting is nothing without
   */
  private record Settings(
      SortedMap<String, String> needed,
      List<String> ways,
      boolean isClosed,
      SortedMap<String, String> beside,
      List<String> others) {

    List<String> known() {
      List<String> all = new ArrayList<>(needed.keySet());
      all.addAll(ways);
      all.addAll(others);
      return all.stream().sorted().toList();
    }
  }

  private static final SortedMap<String, Settings> TYPES = new TreeMap<>();

  static {
    TYPES.put(
        Warehouses.TRINO,
        new Settings(
            new TreeMap<>(Map.of("host", "{env: TRINO_HOST}")),
            List.of("password", "token"),
            false,
            new TreeMap<>(Map.of("password", "user")),
            List.of("ca_file", "catalog", "port", "schema", "tls", "user")));
    TYPES.put(
        Warehouses.SNOWFLAKE,
        new Settings(
            new TreeMap<>(
                Map.of(
                    "account", "{env: SNOWFLAKE_ACCOUNT}",
                    "database", "analytics",
                    "schema", "marts",
                    "user", "{env: SNOWFLAKE_USER}")),
            List.of("password", "private_key", "token"),
            true,
            new TreeMap<>(Map.of("private_key_passphrase", "private_key")),
            List.of("private_key_passphrase", "role", "warehouse")));
    TYPES.put(
        Warehouses.DATABRICKS,
        new Settings(
            new TreeMap<>(
                Map.of(
                    "host", "{env: DATABRICKS_HOST}",
                    "http_path", "{env: DATABRICKS_HTTP_PATH}",
                    "schema", "marts")),
            List.of("token", "client_secret"),
            true,
            new TreeMap<>(Map.of("client_secret", "client_id", "client_id", "client_secret")),
            List.of("catalog", "client_id")));
    TYPES.put(
        Warehouses.BIGQUERY,
        new Settings(
            new TreeMap<>(Map.of("project", "{env: BIGQUERY_PROJECT}", "dataset", "marts")),
            List.of("keyfile_json"),
            false,
            new TreeMap<>(),
            List.of("location")));
  }

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    graph
        .product()
        .resources()
        .forEach(
            (name, resource) -> {
              Settings settings = TYPES.get(resource.type());
              if (settings != null) {
                SpecPath at = SpecPath.of("resources").entry(name);
                new Judge(graph, resource.type() + " '" + name + "'", settings, at, out)
                    .judge(resource.config());
              }
            });
  }

  /** One warehouse under judgement; {@code who} is what findings call it. */
  private record Judge(
      SpecGraph graph, String who, Settings settings, SpecPath at, Diagnostics out) {

    void judge(SortedMap<String, Value> config) {
      SpecPath of = at.field("config");
      List<String> texts =
          settings.known().stream().filter(setting -> !setting.equals("port")).toList();
      new SettingsAreTexts(CODE, graph, who).judge(texts, config, of, out);
      for (String setting : config.keySet()) {
        if (!settings.known().contains(setting)) {
          out.add(
              Diagnostic.error(CODE, who + " has no setting '" + setting + "'")
                  .atKey(of.entry(setting), graph.locator())
                  .label("nobody reads it")
                  .help(
                      NearestName.to(setting, settings.known())
                          .map(near -> "write '" + near + "'")
                          .orElse("there are " + String.join(", ", settings.known()))));
        }
      }
      settings
          .needed()
          .forEach(
              (setting, example) -> {
                if (!config.containsKey(setting)) {
                  out.add(
                      Diagnostic.error(CODE, who + " has no '" + setting + "'")
                          .at(config.isEmpty() ? at : of, graph.locator())
                          .label("nobody finds it")
                          .help("write '" + setting + ": " + example + "' in its config"));
                }
              });
      login(config, of);
      port(config, of);
    }

    private void login(SortedMap<String, Value> config, SpecPath of) {
      List<String> ways = settings.ways().stream().filter(config::containsKey).toList();
      if (ways.size() > 1) {
        out.add(
            Diagnostic.error(CODE, who + " has a " + String.join(" and a ", ways))
                .at(of.entry(ways.get(1)), graph.locator())
                .label("one of them would not be read")
                .help("leave one out"));
      }
      boolean isHalf = settings.beside().keySet().stream().anyMatch(config::containsKey);
      if (ways.isEmpty() && settings.isClosed() && !isHalf && !config.isEmpty()) {
        String examples = String.join("' or '", settings.ways());
        out.add(
            Diagnostic.error(CODE, who + " lets nobody in without a '" + examples + "'")
                .at(of, graph.locator())
                .label("shows no right")
                .help("write '" + settings.ways().getFirst() + ": {secretRef: name/key}' in it"));
      }
      settings
          .beside()
          .forEach(
              (setting, other) -> {
                if (config.containsKey(setting) && !config.containsKey(other)) {
                  out.add(
                      Diagnostic.error(
                              CODE, who + " has a '" + setting + "' and no '" + other + "'")
                          .at(of.entry(setting), graph.locator())
                          .label("lets nobody in")
                          .help(
                              "write '"
                                  + other
                                  + (settings.ways().contains(other)
                                      ? ": {secretRef: name/key}' beside it"
                                      : ": {env: …}' beside it")));
                }
              });
      if (settings.others().contains("tls")
          && config.get("tls") instanceof Value.Text(String way)) {
        boolean isKnown = List.of("tls", "none").contains(way);
        if (!isKnown || (way.equals("none") && !ways.isEmpty())) {
          out.add(
              Diagnostic.error(
                      CODE,
                      isKnown
                          ? who + " is told a " + ways.getFirst() + " in the clear"
                          : "'" + way + "' is no way to " + who)
                  .at(of.entry("tls"), graph.locator())
                  .label(isKnown ? "it takes none without TLS" : "not tls or none")
                  .help("write 'tls: tls', or leave it out: who shows a right comes by TLS"));
        }
      }
    }

    private void port(SortedMap<String, Value> config, SpecPath of) {
      if (!settings.others().contains("port")) {
        return;
      }
      boolean isOne =
          switch (config.get("port")) {
            case null -> true;
            case Value.Number(BigDecimal port) ->
                port.stripTrailingZeros().scale() <= 0 && isPort(port);
            // As a variable of the environment would have it.
            case Value.Text(String digits) ->
                digits.matches("[0-9]{1,5}") && isPort(new BigDecimal(digits));
            case Value.EnvironmentRef _, Value.ServiceRef _, Value.SecretRef _ -> true;
            case Value.Bool _, Value.Nothing _, Value.Sequence _, Value.Mapping _ -> false;
          };
      if (!isOne) {
        out.add(
            Diagnostic.error(CODE, "'port' of " + who + " is no port")
                .at(of.entry("port"), graph.locator())
                .label("not one of 1 to " + LAST_PORT)
                .help("write 'port: 8080', or leave it out"));
      }
    }

    private static boolean isPort(BigDecimal port) {
      return port.signum() > 0 && port.compareTo(BigDecimal.valueOf(LAST_PORT)) <= 0;
    }
  }
}
