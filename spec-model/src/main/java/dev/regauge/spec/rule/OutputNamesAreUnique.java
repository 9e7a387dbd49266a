package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import java.util.SortedMap;
import java.util.TreeMap;

/** The outputs of an asset differ in their last segment, by which a function returns them. */
final class OutputNamesAreUnique implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-009");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    SortedMap<String, AssetNode.Output> taken = new TreeMap<>();
    for (AssetNode.Output output : asset.outputs()) {
      String name = output.table().substring(output.table().lastIndexOf('.') + 1);
      AssetNode.Output other = taken.putIfAbsent(name, output);
      if (other != null && !other.table().equals(output.table())) {
        SpecPath at = output.path().field("table");
        out.add(
            Diagnostic.error(
                    CODE, "asset '" + asset.key() + "' has two outputs called '" + name + "'")
                .at(at, graph.locator())
                .label("the last segment is the output's name")
                .related(graph.locator().valueAt(other.path().field("table")), "the other one")
                .help("give one of the tables another last segment"));
      }
    }
  }
}
