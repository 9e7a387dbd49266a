package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CheckSpec;
import java.util.List;

/** A check of the columns compares with declared ones. */
final class SchemaChecksHaveColumns implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-230");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    boolean isDeclared =
        asset.outputs().stream().findFirst().filter(o -> !o.spec().columns().isEmpty()).isPresent();
    List<CheckSpec> checks = asset.spec().checks();
    for (int i = 0; i < checks.size(); i++) {
      if (checks.get(i).test() instanceof CheckSpec.Schema
          && !asset.outputs().isEmpty()
          && !isDeclared) {
        out.add(
            Diagnostic.error(
                    CODE, "asset '" + asset.key() + "' declares no columns with which to compare")
                .at(asset.path().field("checks").at(i), graph.locator())
                .label("any columns would do")
                .help("declare the columns of its output, or leave the check out"));
      }
    }
  }
}
