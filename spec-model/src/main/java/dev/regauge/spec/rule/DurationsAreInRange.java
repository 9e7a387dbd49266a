package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CheckSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A time limit leaves time: more than nothing, at most a year. */
final class DurationsAreInRange implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-022");
  private static final Duration LONGEST = Duration.ofDays(366);

  private final KnownDurations durations = new KnownDurations();

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    Optional<String> inherited = graph.product().defaults().maxRuntime();
    asset
        .spec()
        .maxRuntime()
        .filter(limit -> !inherited.equals(Optional.of(limit)))
        .ifPresent(
            limit -> judge(graph, "maxRuntime", limit, asset.path().field("maxRuntime"), out));
    List<CheckSpec> checks = asset.spec().checks();
    for (int i = 0; i < checks.size(); i++) {
      SpecPath timeout = asset.path().field("checks").at(i).field("timeout");
      checks.get(i).timeout().ifPresent(limit -> judge(graph, "timeout", limit, timeout, out));
      if (checks.get(i).test() instanceof CheckSpec.Freshness test) {
        SpecPath age = asset.path().field("checks").at(i).field("freshness").field("maxAge");
        judge(graph, "maxAge", test.maxAge(), age, out);
      }
    }
    SpecPath freshness = asset.path().field("freshness");
    asset
        .spec()
        .freshness()
        .flatMap(spec -> spec.warnAfter())
        .ifPresent(age -> judge(graph, "warnAfter", age, freshness.field("warnAfter"), out));
    asset
        .spec()
        .freshness()
        .flatMap(spec -> spec.failAfter())
        .ifPresent(age -> judge(graph, "failAfter", age, freshness.field("failAfter"), out));
  }

  @Override
  public void checkRest(SpecGraph graph, Diagnostics out) {
    Optional<String> inherited = graph.product().defaults().maxRuntime();
    SpecPath ofDefaults = SpecPath.of("defaults", "maxRuntime");
    inherited.ifPresent(limit -> judge(graph, "maxRuntime", limit, ofDefaults, out));
    graph
        .product()
        .external()
        .forEach(
            (key, external) ->
                external
                    .freshness()
                    .ifPresent(
                        age ->
                            judge(
                                graph,
                                "freshness",
                                age,
                                SpecPath.of("external").entry(key).field("freshness"),
                                out)));
  }

  private void judge(SpecGraph graph, String field, String limit, SpecPath at, Diagnostics out) {
    Duration duration = durations.of(limit);
    boolean isZero = duration.isZero();
    if (isZero || duration.compareTo(LONGEST) > 0) {
      out.add(
          Diagnostic.error(
                  CODE, "'" + field + "' is " + (isZero ? "no time at all" : "more than a year"))
              .at(at, graph.locator())
              .label(isZero ? "nothing could ever end in time" : "nothing would ever be ended")
              .help("write a duration such as PT30M, or leave it out"));
    }
  }
}
