package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.graph.Upkeep;
import dev.regauge.spec.model.TableSpec;
import dev.regauge.spec.model.TableSpec.RetentionSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A table's {@code rowTtl} is carried out by a run of kind maintain; without one rows stay. */
final class OldRowsAreDeletedBySomebody implements Rule {

  private static final Code CODE = new Code("RG-RULE-412");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    Set<String> keptUp =
        Upkeep.runs(graph).stream()
            .flatMap(run -> Upkeep.tables(graph, run))
            .collect(Collectors.toSet());
    for (AssetNode asset : graph.writtenAssets()) {
      for (AssetNode.Output output : asset.outputs()) {
        boolean isIceberg = Upkeep.isIceberg(graph, asset, output);
        boolean isOfNessie = Upkeep.isOfNessie(graph, output);
        if (isForRows(output.spec().retention())
            && !(isIceberg && keptUp.contains(output.table()))) {
          String elsewhere = isOfNessie ? "Nessie catalog" : isIceberg ? "" : "database";
          out.add(finding(output.table(), elsewhere, output.path(), graph));
        }
      }
    }
    List<TableSpec> tables = graph.product().tables();
    for (int i = 0; i < tables.size(); i++) {
      if (isForRows(tables.get(i).retention())) {
        SpecPath at = SpecPath.of("tables").at(i).field("retention").field("rowTtl");
        out.add(
            Diagnostic.error(
                    CODE, "the rows of table '" + tables.get(i).name() + "' are somebody else's")
                .at(at, graph.locator())
                .label("no asset of this product writes the table")
                .help("leave rowTtl out: who writes a table deletes its rows"));
      }
    }
  }

  private static boolean isForRows(Optional<RetentionSpec> retention) {
    return retention.flatMap(RetentionSpec::rowTtl).isPresent();
  }

  private static Diagnostic finding(
      String table, String elsewhere, SpecPath output, SpecGraph graph) {
    SpecPath at = output.field("retention").field("rowTtl");
    return elsewhere.isEmpty()
        ? Diagnostic.error(CODE, "nothing deletes the old rows of table '" + table + "'")
            .at(at, graph.locator())
            .label("no run of kind maintain names the table")
            .help(
                "add an asset that does, for example {key: ops/upkeep, cron: \"0 3 * * *\", run:"
                    + " {maintain: {tables: [\"*\"], expireSnapshots: {olderThan: P7D}}}}")
        : Diagnostic.error(
                CODE, "table '" + table + "' lies in a " + elsewhere + ", where nothing deletes")
            .at(at, graph.locator())
            .label("not carried out there")
            .help("leave rowTtl out and delete old rows in a step, or keep the table in a catalog");
  }
}
