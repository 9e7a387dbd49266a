package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.SensorSpec;
import dev.regauge.spec.model.TableSpec;
import dev.regauge.spec.model.Warehouses;
import java.util.List;
import java.util.Optional;

/**
 * A warehouse whose client dbt alone has is asked by dbt models alone: no step sends a query there,
 * reads a table of it or gets it as an object, and no sensor looks into it (docs/adr/0113).
 */
final class WarehousesOfDbtAreForDbt implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-472");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (asset.spec().run() instanceof RunSpec.Sql sql) {
      SpecPath at = asset.path().field("run").field("sql").field("engine");
      judge(graph, sql.engine(), "no step sends it a query", at, out);
    }
    List<String> names = asset.spec().resources();
    for (int i = 0; i < names.size(); i++) {
      SpecPath at = asset.path().field("resources").at(i);
      judge(graph, Optional.of(names.get(i)), "no code gets a client of it", at, out);
    }
  }

  @Override
  public void checkRest(SpecGraph graph, Diagnostics out) {
    List<TableSpec> tables = graph.product().tables();
    for (int i = 0; i < tables.size(); i++) {
      SpecPath at = SpecPath.of("tables").at(i).field("catalog");
      judge(graph, tables.get(i).catalog(), "no step reads a table there", at, out);
    }
    List<SensorSpec> sensors = graph.product().sensors();
    for (int i = 0; i < sensors.size(); i++) {
      if (sensors.get(i).source() instanceof SensorSpec.Table table) {
        SpecPath at = SpecPath.of("sensors").at(i).field("table").field("resource");
        judge(graph, table.resource(), "no sensor looks into it", at, out);
      }
    }
  }

  private static void judge(
      SpecGraph graph, Optional<String> name, String why, SpecPath at, Diagnostics out) {
    name.flatMap(store -> Warehouses.named(graph.product(), store))
        .filter(resource -> Warehouses.isForDbtAlone(resource.type()))
        .ifPresent(
            resource ->
                out.add(
                    Diagnostic.error(
                            CODE,
                            "resource '"
                                + name.orElseThrow()
                                + "' of the type "
                                + resource.type()
                                + " is for dbt models alone")
                        .at(at, graph.locator())
                        .label(why)
                        .related(
                            graph
                                .locator()
                                .valueAt(
                                    SpecPath.of("resources")
                                        .entry(name.orElseThrow())
                                        .field("type")),
                            "the resource's type")
                        .help(
                            "make it a dbt model there, or ask a duckdb, a postgres or a trino")));
  }
}
