package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import java.util.SortedMap;
import java.util.TreeMap;

/** An asset reads each table once. */
final class InputsAreNamedOnce implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-031");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    SortedMap<String, AssetNode.Input> taken = new TreeMap<>();
    for (AssetNode.Input input : asset.inputs()) {
      AssetNode.Input other = taken.putIfAbsent(input.table(), input);
      if (other != null) {
        out.add(
            Diagnostic.error(
                    CODE,
                    "asset '" + asset.key() + "' reads the table '" + input.table() + "' twice")
                .at(input.path(), graph.locator())
                .label("read here again")
                .related(graph.locator().valueAt(other.path()), "read here already")
                .help("remove one of them"));
      }
    }
  }
}
