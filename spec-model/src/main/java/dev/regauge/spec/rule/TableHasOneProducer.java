package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import java.util.SortedMap;
import java.util.TreeMap;

/** A table is written by one asset, and declared under {@code tables} only when by none. */
final class TableHasOneProducer implements Rule {

  private static final Code CODE = new Code("RG-RULE-008");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SortedMap<String, Owner> owners = new TreeMap<>();
    for (AssetNode asset : graph.writtenAssets()) {
      boolean isNamesake =
          graph.asset(asset.key()).filter(first -> first.index() != asset.index()).isPresent();
      for (AssetNode.Output output : asset.outputs()) {
        SpecPath at = place(graph, asset, output);
        Owner other =
            owners.putIfAbsent(output.table(), new Owner("asset '" + asset.key() + "'", at));
        if (other != null && !isNamesake) {
          out.add(clash(graph, output.table(), other, "asset '" + asset.key() + "'", at));
        }
      }
    }
    for (int i = 0; i < graph.product().tables().size(); i++) {
      String name = graph.product().tables().get(i).name();
      SpecPath at = SpecPath.of("tables").at(i).field("name");
      Owner other = owners.putIfAbsent(name, new Owner("'tables'", at));
      if (other != null) {
        out.add(clash(graph, name, other, "'tables'", at));
      }
    }
  }

  /** A table that is not written is the key's. */
  static SpecPath place(SpecGraph graph, AssetNode asset, AssetNode.Output output) {
    boolean isWritten =
        !graph
            .locator()
            .valueAt(output.path().field("table"))
            .equals(graph.locator().valueAt(asset.path()));
    return isWritten ? output.path().field("table") : asset.path().field("key");
  }

  private static Diagnostic clash(
      SpecGraph graph, String table, Owner first, String second, SpecPath at) {
    return Diagnostic.error(
            CODE, "table '" + table + "' belongs to " + first.words() + " and to " + second)
        .at(at, graph.locator())
        .label("here again")
        .related(graph.locator().valueAt(first.at()), "the table is here already")
        .help(
            second.equals("'tables'")
                ? "take it out of 'tables', and write its columns at the asset's output:"
                    + " outputs: [{table: "
                    + table
                    + ", columns: [...]}]"
                : "give one of them another table: outputs: [{table: namespace.table}]");
  }

  private record Owner(String words, SpecPath at) {}
}
