package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.AssetSpec.FreshnessSpec;
import dev.regauge.spec.model.CheckSpec;
import java.time.Duration;
import java.util.List;

/** What warns does so before it fails. */
final class WarningsComeFirst implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-062");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    List<CheckSpec> checks = asset.spec().checks();
    for (int i = 0; i < checks.size(); i++) {
      CheckSpec check = checks.get(i);
      if (check.warnThreshold().orElse(0.0) > check.threshold().orElse(0.0)) {
        SpecPath at = asset.path().field("checks").at(i).field("warnThreshold");
        out.add(finding(graph, "'warnThreshold' is above 'threshold'", at));
      }
    }
    asset
        .spec()
        .freshness()
        .filter(WarningsComeFirst::isLate)
        .ifPresent(
            _ -> {
              SpecPath at = asset.path().field("freshness").field("warnAfter");
              out.add(finding(graph, "'warnAfter' is not before 'failAfter'", at));
            });
  }

  private static boolean isLate(FreshnessSpec freshness) {
    return freshness.warnAfter().isPresent()
        && freshness.failAfter().isPresent()
        && Duration.parse(freshness.warnAfter().get())
                .compareTo(Duration.parse(freshness.failAfter().get()))
            >= 0;
  }

  private static Diagnostic finding(SpecGraph graph, String what, SpecPath at) {
    return Diagnostic.error(CODE, what + ", so nothing is ever warned of")
        .at(at, graph.locator())
        .label("comes after the failure")
        .help("write a smaller one, or leave it out");
  }
}
