package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;

/** Rows go from a source to the files of their table at once; there is no place between. */
final class RowsAreNotStaged implements Rule {

  private static final Code CODE = new Code("RG-RULE-353");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (AssetNode asset : graph.writtenAssets()) {
      if (asset.spec().run() instanceof RunSpec.Dlt dlt && dlt.staging().isPresent()) {
        out.add(
            Diagnostic.error(
                    CODE, "asset '" + asset.key() + "' asks for a staging place, and none is used")
                .at(asset.path().field("run").field("dlt").field("staging"), graph.locator())
                .label("the rows are written to the table's own files")
                .help("leave 'staging' out"));
      }
    }
  }
}
