package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import java.util.Optional;

/**
 * A table's name has no more parts than SQL can say: a schema and a name in a database, three where
 * a query reads it.
 */
final class TableNamesFitTheirReaders implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-044");
  private static final int IN_A_DATABASE = 2;
  private static final int IN_A_QUERY = 3;

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    for (AssetNode.Output output : asset.outputs()) {
      if (isInDatabase(graph, output.spec().catalog())) {
        SpecPath at = TableHasOneProducer.place(graph, asset, output);
        judge(graph, output.table(), "a database takes", IN_A_DATABASE, at, out);
      }
    }
    if (asset.spec().run() instanceof RunSpec.Sql sql && sql.engine().isEmpty()) {
      for (AssetNode.Input input : asset.inputs()) {
        judge(graph, input.table(), "a query reads", IN_A_QUERY, input.path(), out);
      }
    }
  }

  /** Whether a table lies in a resource; another name than a catalog's is one, or reported. */
  static boolean isInDatabase(SpecGraph graph, Optional<String> store) {
    return store
        .filter(graph.product().resources()::containsKey)
        .filter(name -> !graph.product().catalogs().containsKey(name))
        .isPresent();
  }

  private static void judge(
      SpecGraph graph, String table, String verb, int most, SpecPath at, Diagnostics out) {
    int parts = table.split("\\.", -1).length;
    if (parts > most) {
      out.add(
          Diagnostic.error(
                  CODE,
                  "the name '" + table + "' has " + parts + " parts, " + verb + " at most " + most)
              .at(at, graph.locator())
              .label("too many parts")
              .help("give the table a shorter name: outputs: [{table: namespace.table}]"));
    }
  }
}
