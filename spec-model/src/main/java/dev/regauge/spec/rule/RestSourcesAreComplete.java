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
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The built-in REST source has an address and an endpoint, and no setting that it lacks. */
final class RestSourcesAreComplete implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-272");
  private static final List<String> NEEDED = List.of("base_url", "endpoint");
  private static final List<String> KNOWN =
      List.of("auth_token", "base_url", "endpoint", "headers", "pagination", "params");
  private static final List<String> NUMBERS = List.of("max_pages", "page_size", "start_page");
  private static final List<String> OF_PAGES =
      List.of(
          "has_next_key",
          "max_pages",
          "page_param",
          "page_size",
          "results_key",
          "size_param",
          "start_page");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (asset.spec().run() instanceof RunSpec.Connector source
        && source.type().equals("rest_api")) {
      SpecPath at = asset.path().field("run").field("connector").field("config");
      judge(graph, asset.key(), source.config(), at, out);
      if (source.entrypoint().isPresent()) {
        SpecPath own = asset.path().field("run").field("connector").field("entrypoint");
        out.add(
            Diagnostic.error(CODE, "'rest_api' is built in, and has no code of the product")
                .at(own, graph.locator())
                .label("nothing would call it")
                .help("give the connector a 'type' of its own"));
      }
    }
  }

  private static void judge(
      SpecGraph graph, String key, SortedMap<String, Value> config, SpecPath at, Diagnostics out) {
    known(graph, config, KNOWN, at, out);
    for (String field : NEEDED) {
      if (!config.containsKey(field) && !NearestName.isMistyped(field, config.keySet(), KNOWN)) {
        String example = field.equals("base_url") ? "\"https://api.example.com\"" : "/orders";
        out.add(
            Diagnostic.error(CODE, "the REST source of asset '" + key + "' has no '" + field + "'")
                .at(at, graph.locator().valueAt(at))
                .label("nothing says where it reads")
                .help("write '" + field + ": " + example + "'"));
      }
    }
    if (config.get("pagination") instanceof Value.Mapping pages) {
      SpecPath inside = at.entry("pagination");
      known(graph, pages.entries(), OF_PAGES, inside, out);
      pages.entries().forEach((name, value) -> page(graph, name, value, inside.entry(name), out));
    }
  }

  private static void known(
      SpecGraph graph,
      Map<String, Value> written,
      List<String> known,
      SpecPath at,
      Diagnostics out) {
    for (String name : written.keySet()) {
      if (!known.contains(name)) {
        out.add(
            Diagnostic.error(CODE, "the REST source has no setting '" + name + "'")
                .at(at.entry(name), graph.locator().keyAt(at.entry(name)))
                .label("not known")
                .help(
                    NearestName.question(name, known)
                        .orElse("known are " + String.join(", ", known))));
      }
    }
  }

  private static void page(
      SpecGraph graph, String name, Value value, SpecPath at, Diagnostics out) {
    boolean isCount =
        value instanceof Value.Number(BigDecimal number)
            && number.signum() >= 0
            && number.stripTrailingZeros().scale() <= 0;
    boolean isFree = value instanceof Value.EnvironmentRef || !NUMBERS.contains(name);
    if (!isCount && !isFree) {
      out.add(
          Diagnostic.error(CODE, "'" + name + "' of the REST source is no count of pages or rows")
              .at(at, graph.locator())
              .label("not an integer of at least 0")
              .help("write a number without quotes, such as '" + name + ": 1'"));
    }
  }
}
