package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.RunSpec;

/** What loads only new rows does not delete those that it loaded before. */
final class CursorsDoNotReplace implements Rule {

  private static final Code CODE = new Code("RG-RULE-351");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (AssetNode asset : graph.writtenAssets()) {
      if (asset.spec().run() instanceof RunSpec.Dlt dlt
          && dlt.incremental().isPresent()
          && !hasWindows(graph, asset)
          && asset.outputs().stream()
              .anyMatch(output -> output.spec().write().orElse("replace").equals("replace"))) {
        SpecPath at = asset.path().field("run").field("dlt").field("incremental");
        out.add(
            Diagnostic.error(
                    CODE,
                    "asset '" + asset.key() + "' loads new rows only, and replaces all that it has")
                .at(at, graph.locator())
                .label("the next run would delete what this one loads")
                .help(
                    "write 'write: append', or 'write: merge' with a key; or leave 'incremental'"
                        + " out"));
      }
    }
  }

  /** Whether a partition is a window of time, which the cursor then fills as a whole. */
  private static boolean hasWindows(SpecGraph graph, AssetNode asset) {
    return asset
        .partitionSet()
        .map(graph.product().partitions()::get)
        .filter(CursorsDoNotReplace::isOfTime)
        .isPresent();
  }

  private static boolean isOfTime(PartitionSetSpec set) {
    return set.hourly().isPresent()
        || set.daily().isPresent()
        || set.weekly().isPresent()
        || set.monthly().isPresent()
        || set.cron().isPresent();
  }
}
