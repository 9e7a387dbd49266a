package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.Carriers;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A bus has a place, a user has a password, and no setting is there that nobody reads. */
final class BusesAreComplete implements Rule {

  private static final Code CODE = new Code("RG-RULE-462");

  /** The settings of a type of bus, first the one that it needs, and an example of that. */
  private record Settings(List<String> known, String example) {}

  private static final SortedMap<String, Settings> TYPES = new TreeMap<>();

  static {
    TYPES.put(
        Carriers.DATA_BUS,
        new Settings(
            List.of("bootstrap_servers", "ca_file", "password", "tls", "user"),
            "{env: KAFKA_BOOTSTRAP_SERVERS}"));
    TYPES.put(
        Carriers.CONTROL_BUS,
        new Settings(List.of("url", "ca_file", "password", "token", "user"), "{env: NATS_URL}"));
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
                judge(graph, name, settings, resource.config(), at, out);
              }
            });
  }

  private static void judge(
      SpecGraph graph,
      String name,
      Settings settings,
      SortedMap<String, Value> config,
      SpecPath at,
      Diagnostics out) {
    SpecPath of = at.field("config");
    for (String setting : config.keySet()) {
      if (!settings.known().contains(setting)) {
        out.add(
            Diagnostic.error(CODE, "bus '" + name + "' has no setting '" + setting + "'")
                .atKey(of.entry(setting), graph.locator())
                .label("nobody reads it")
                .help(
                    NearestName.to(setting, settings.known())
                        .map(near -> "write '" + near + "'")
                        .orElse("there are " + String.join(", ", settings.known()))));
      }
    }
    String place = settings.known().getFirst();
    if (!config.containsKey(place)) {
      out.add(
          Diagnostic.error(CODE, "bus '" + name + "' has no '" + place + "'")
              .at(config.isEmpty() ? at : of, graph.locator())
              .label("nobody knows where it is")
              .help("write '" + place + ": " + settings.example() + "' in its config"));
    }
    pair(graph, name, config, "user", "password", of, out);
    pair(graph, name, config, "password", "user", of, out);
    if (config.containsKey("user") && config.containsKey("token")) {
      out.add(
          Diagnostic.error(CODE, "bus '" + name + "' has a user and a token")
              .at(of.entry("token"), graph.locator())
              .label("one of them would not be read")
              .help("leave one out"));
    }
    if (config.get("tls") instanceof Value.Text(String way)
        && settings.known().contains("tls")
        && !List.of("tls", "none").contains(way)) {
      out.add(
          Diagnostic.error(CODE, "'" + way + "' is no way to the brokers")
              .at(of.entry("tls"), graph.locator())
              .label("not tls or none")
              .help("write 'tls: tls', or leave it out: who has a user comes by TLS"));
    }
  }

  private static void pair(
      SpecGraph graph,
      String name,
      SortedMap<String, Value> config,
      String there,
      String missing,
      SpecPath of,
      Diagnostics out) {
    if (config.containsKey(there) && !config.containsKey(missing)) {
      out.add(
          Diagnostic.error(
                  CODE, "bus '" + name + "' has a '" + there + "' and no '" + missing + "'")
              .at(of.entry(there), graph.locator())
              .label("lets nobody in")
              .help("write '" + missing + ": {secretRef: name/" + missing + "}' beside it"));
    }
  }
}
