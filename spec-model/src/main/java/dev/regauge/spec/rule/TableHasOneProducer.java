package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import java.util.LinkedHashMap;
import java.util.Map;

/** A table is written by one asset, and declared under {@code tables} only when by none. */
final class TableHasOneProducer implements Rule {

  private static final Code CODE = new Code("RG-RULE-008");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    Map<String, Owner> owners = new LinkedHashMap<>();
    for (AssetNode asset : graph.writtenAssets()) {
      boolean isNamesake =
          graph.asset(asset.key()).filter(first -> first.index() != asset.index()).isPresent();
      for (AssetNode.Output output : asset.outputs()) {
        Owner owner = new Output(asset, output);
        Owner other = owners.putIfAbsent(output.table(), owner);
        if (other != null && !isNamesake) {
          out.add(clash(graph, output.table(), other, owner));
        }
      }
    }
    for (int i = 0; i < graph.product().tables().size(); i++) {
      String name = graph.product().tables().get(i).name();
      SpecPath at = SpecPath.of("tables").at(i).field("name");
      Owner owner = new Declaration(at);
      Owner other = owners.putIfAbsent(name, owner);
      if (other != null) {
        out.add(clash(graph, name, other, owner));
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

  private static Diagnostic clash(SpecGraph graph, String table, Owner first, Owner second) {
    return Diagnostic.error(
            CODE, "table '" + table + "' belongs to " + first.words() + " and to " + second.words())
        .at(second.place(graph), graph.locator())
        .label("here again")
        .related(graph.locator().valueAt(first.place(graph)), "the table is here already")
        .help(
            second instanceof Declaration
                ? "take it out of 'tables', and write its columns at the asset's output:"
                    + " outputs: [{table: "
                    + table
                    + ", columns: [...]}]"
                : "give one of them another table: outputs: [{table: namespace.table}]");
  }

  /** Who has a table. Its words and its place are made when two have it. */
  private sealed interface Owner {

    String words();

    SpecPath place(SpecGraph graph);
  }

  private record Output(AssetNode asset, AssetNode.Output output) implements Owner {

    @Override
    public String words() {
      return "asset '" + asset.key() + "'";
    }

    @Override
    public SpecPath place(SpecGraph graph) {
      return TableHasOneProducer.place(graph, asset, output);
    }
  }

  private record Declaration(SpecPath at) implements Owner {

    @Override
    public String words() {
      return "'tables'";
    }

    @Override
    public SpecPath place(SpecGraph graph) {
      return at;
    }
  }
}
