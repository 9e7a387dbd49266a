package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CheckSpec;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Two checks of an asset never have one name; a check without one is named after its test. */
final class CheckNamesAreUnique implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-003");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    List<CheckSpec> checks = asset.spec().checks();
    SortedMap<String, SpecPath> taken = new TreeMap<>();
    for (int i = 0; i < checks.size(); i++) {
      String name = checks.get(i).name().orElse("");
      SpecPath at = asset.path().field("checks").at(i);
      SpecPath other = name.isEmpty() ? null : taken.putIfAbsent(name, at);
      if (other != null) {
        out.add(
            Diagnostic.error(
                    CODE, "asset '" + asset.key() + "' has two checks called '" + name + "'")
                .at(at.field("name"), graph.locator())
                .label("the second one")
                .related(graph.locator().valueAt(other.field("name")), "the first one")
                .help("give one of them a name of its own: name: " + name + "_2"));
      }
    }
  }
}
