package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;

/** An output with a key of its own is merged; other writes would not look at it. */
final class KeysAreMergedBy implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-046");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    for (AssetNode.Output output : asset.outputs()) {
      String write = output.spec().write().orElse("replace");
      boolean isLookedAt = write.equals("merge") || output.spec().dedupe().isPresent();
      if (!output.spec().key().isEmpty() && !isLookedAt) {
        out.add(
            Diagnostic.error(
                    CODE,
                    "table '"
                        + output.table()
                        + "' has a key, but its write is '"
                        + write
                        + "', which looks at none")
                .atKey(output.path().field("key"), graph.locator())
                .label("nothing would come of it")
                .help("write 'write: merge' too, or mark the columns with 'primaryKey: true'"));
      }
    }
  }
}
