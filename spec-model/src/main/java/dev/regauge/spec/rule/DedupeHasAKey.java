package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.OutputSpec;

/** Of rows with one key one is kept, so there is a key. */
final class DedupeHasAKey implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-066");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    for (AssetNode.Output output : asset.outputs()) {
      OutputSpec spec = output.spec();
      boolean isMerged = spec.write().filter("merge"::equals).isPresent(); // has a rule of its own
      if (spec.dedupe().isPresent() && !isMerged && !MergeNeedsKey.hasKey(spec)) {
        out.add(
            Diagnostic.error(
                    CODE, "table '" + output.table() + "' is deduplicated, but nothing is its key")
                .at(output.path().field("dedupe"), graph.locator())
                .label("by which columns are two rows the same?")
                .help("write 'key: [column]', or mark columns with 'primaryKey: true'"));
      }
    }
  }
}
