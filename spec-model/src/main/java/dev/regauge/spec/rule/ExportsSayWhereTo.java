package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The built-in REST sink has an address, and no setting that it lacks; two columns are not one. */
final class ExportsSayWhereTo implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-414");
  private static final List<String> NEEDED = List.of("base_url", "endpoint");
  private static final List<String> KNOWN =
      List.of("base_url", "endpoint", "headers", "method", "rows_key", "timeout_seconds");
  private static final List<String> METHODS = List.of("POST", "PUT", "PATCH");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (asset.spec().run() instanceof RunSpec.Export export) {
      SpecPath at = asset.path().field("run").field("export");
      if (export.sink().equals("rest_api")) {
        judge(graph, asset.key(), export.config(), at, out);
      }
      names(graph, export.fieldMapping(), at.field("fieldMapping"), out);
    }
  }

  private static void judge(
      SpecGraph graph, String key, SortedMap<String, Value> config, SpecPath at, Diagnostics out) {
    for (String name : config.keySet()) {
      if (!KNOWN.contains(name)) {
        SpecPath setting = at.field("config").entry(name);
        out.add(
            Diagnostic.error(CODE, "the REST sink has no setting '" + name + "'")
                .at(setting, graph.locator().keyAt(setting))
                .label("not known")
                .help(
                    name.equals("auth_token")
                        ? "write the token as the export's 'secret'"
                        : NearestName.question(name, KNOWN)
                            .orElse("known are " + String.join(", ", KNOWN))));
      }
    }
    if (config.isEmpty()) {
      out.add(
          Diagnostic.error(CODE, "the export '" + key + "' has no 'base_url' and no 'endpoint'")
              .at(at.field("sink"), graph.locator())
              .label("nothing says where the rows go")
              .help(
                  "write 'config: {base_url: \"https://api.example.com\", endpoint: /contacts}'"));
      return;
    }
    for (String field : NEEDED) {
      if (!config.containsKey(field) && !NearestName.isMistyped(field, config.keySet(), KNOWN)) {
        String example = field.equals("base_url") ? "\"https://api.example.com\"" : "/contacts";
        SpecPath place = at.field("config");
        out.add(
            Diagnostic.error(CODE, "the export '" + key + "' has no '" + field + "'")
                .at(place, graph.locator().valueAt(place))
                .label("nothing says where the rows go")
                .help("write '" + field + ": " + example + "'"));
      }
    }
    if (config.get("method") instanceof Value.Text(String method) && !METHODS.contains(method)) {
      SpecPath place = at.field("config").entry("method");
      out.add(
          Diagnostic.error(CODE, "rows cannot be sent by '" + method + "'")
              .at(place, graph.locator())
              .label("not POST, PUT or PATCH")
              .help("write 'method: POST', or leave it out"));
    }
  }

  private static void names(
      SpecGraph graph, SortedMap<String, String> mapping, SpecPath at, Diagnostics out) {
    Map<String, String> first = new LinkedHashMap<>();
    mapping.forEach(
        (column, outside) -> {
          String other = first.putIfAbsent(outside, column);
          if (other != null) {
            out.add(
                Diagnostic.error(
                        CODE,
                        "'" + other + "' and '" + column + "' would both be '" + outside + "'")
                    .at(at.entry(column), graph.locator())
                    .label("one name for two columns")
                    .help("give each column a name of its own"));
          }
        });
  }
}
