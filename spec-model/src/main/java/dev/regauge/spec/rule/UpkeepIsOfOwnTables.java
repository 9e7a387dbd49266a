package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.graph.Upkeep;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.TableSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Upkeep deletes snapshots and files: only of Iceberg tables that the product itself writes. */
final class UpkeepIsOfOwnTables implements Rule {

  private static final Code CODE = new Code("RG-RULE-410");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    Set<String> iceberg = Upkeep.ofProduct(graph).collect(Collectors.toSet());
    Set<String> written =
        graph.assets().stream()
            .flatMap(asset -> asset.outputs().stream())
            .map(AssetNode.Output::table)
            .collect(Collectors.toSet());
    Set<String> ofNessie =
        graph.assets().stream()
            .flatMap(asset -> asset.outputs().stream())
            .filter(output -> Upkeep.isOfNessie(graph, output))
            .map(AssetNode.Output::table)
            .collect(Collectors.toSet());
    Set<String> others =
        Stream.concat(
                graph.product().tables().stream().map(TableSpec::name),
                graph.product().external().values().stream().flatMap(spec -> spec.table().stream()))
            .collect(Collectors.toSet());
    for (PlacedRun.Of<RunSpec.Maintain> run : PlacedRun.all(graph, RunSpec.Maintain.class)) {
      List<String> tables = run.spec().tables();
      for (int i = 0; i < tables.size(); i++) {
        String table = tables.get(i);
        SpecPath at = run.path().field("tables").at(i);
        // What nobody has declared is a finding of the linker's.
        boolean isKnown = written.contains(table) || others.contains(table);
        if (ofNessie.contains(table)) {
          out.add(ofNessie(table, at, graph));
        } else if (table.equals("*") ? iceberg.isEmpty() : isKnown && !iceberg.contains(table)) {
          out.add(finding(table, written.contains(table), at, graph));
        }
      }
    }
  }

  private static Diagnostic ofNessie(String table, SpecPath at, SpecGraph graph) {
    return Diagnostic.error(CODE, "table '" + table + "' lies in a Nessie catalog")
        .at(at, graph.locator())
        .label("has no snapshots of its own")
        .help("leave it out: Nessie's garbage collector removes what none of its branches needs");
  }

  private static Diagnostic finding(String table, boolean isWritten, SpecPath at, SpecGraph graph) {
    if (table.equals("*")) {
      return Diagnostic.error(CODE, "the product writes no Iceberg table that could be kept up")
          .at(at, graph.locator())
          .label("stands for no table")
          .help("remove the run, or give an asset an output in a catalog");
    }
    return isWritten
        ? Diagnostic.error(CODE, "table '" + table + "' lies in a database, which has no snapshots")
            .at(at, graph.locator())
            .label("no Iceberg table")
            .help("leave it out: the database keeps its files itself")
        : Diagnostic.error(CODE, "no asset of this product writes table '" + table + "'")
            .at(at, graph.locator())
            .label("somebody else's")
            .help("leave it out: who writes a table says how long its snapshots and rows stay");
  }
}
