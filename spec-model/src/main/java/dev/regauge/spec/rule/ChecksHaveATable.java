package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CheckSpec;
import java.util.List;

/** A check of rows or columns belongs to an asset that writes a table. */
final class ChecksHaveATable implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-032");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    List<CheckSpec> checks = asset.spec().checks();
    for (int i = 0; i < checks.size(); i++) {
      if (asset.outputs().isEmpty() && testsATable(checks.get(i).test())) {
        out.add(
            Diagnostic.error(
                    CODE, "asset '" + asset.key() + "' writes no table that a check could test")
                .at(asset.path().field("checks").at(i), graph.locator())
                .label("there are no rows to test")
                .help("declare its 'outputs', or write a check of the kind sql or python"));
      }
    }
  }

  private static boolean testsATable(CheckSpec.TestSpec test) {
    return switch (test) {
      case CheckSpec.NotNull _,
          CheckSpec.Unique _,
          CheckSpec.RowCount _,
          CheckSpec.Range _,
          CheckSpec.AcceptedValues _,
          CheckSpec.Pattern _,
          CheckSpec.Freshness _,
          CheckSpec.Relationships _,
          CheckSpec.Schema _,
          CheckSpec.Expression _,
          CheckSpec.RowCountParity _,
          CheckSpec.AggregateParity _,
          CheckSpec.KeyParity _,
          CheckSpec.ChecksumParity _ ->
          true;
      case CheckSpec.Sql _, CheckSpec.Python _ -> false;
    };
  }
}
