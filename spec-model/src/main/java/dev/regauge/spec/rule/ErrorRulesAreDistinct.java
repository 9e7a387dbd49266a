package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.AssetSpec.ErrorRuleSpec;
import dev.regauge.spec.model.AssetSpec.ErrorsSpec;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Each text of an error has one meaning. */
final class ErrorRulesAreDistinct implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-074");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    List<ErrorRuleSpec> rules = asset.spec().errors().map(ErrorsSpec::map).orElse(List.of());
    SortedMap<String, SpecPath> taken = new TreeMap<>();
    for (int i = 0; i < rules.size(); i++) {
      SpecPath at = asset.path().field("errors").field("map").at(i).field("match");
      SpecPath first = taken.putIfAbsent(rules.get(i).match(), at);
      if (first != null) {
        out.add(
            Diagnostic.error(CODE, "two rules are for errors that say the same")
                .at(at, graph.locator())
                .label("never reached")
                .related(graph.locator().valueAt(first), "the first one")
                .help("remove one of them, or match a longer text"));
      }
    }
  }
}
