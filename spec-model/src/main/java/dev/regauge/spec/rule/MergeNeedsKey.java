package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.OutputSpec;

/** An output that is merged has a key, by which rows are the same. */
final class MergeNeedsKey implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-007");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    for (AssetNode.Output output : asset.outputs()) {
      if (output.spec().write().filter("merge"::equals).isPresent() && !hasKey(output.spec())) {
        out.add(
            Diagnostic.error(
                    CODE, "table '" + output.table() + "' is merged, but nothing is its key")
                .at(output.path().field("write"), graph.locator())
                .label("by which columns are two rows the same?")
                .help("write 'key: [column]', or mark columns with 'primaryKey: true'"));
      }
    }
  }

  static boolean hasKey(OutputSpec output) {
    return !output.key().isEmpty()
        || output.columns().stream().anyMatch(column -> column.primaryKey().orElse(false));
  }
}
