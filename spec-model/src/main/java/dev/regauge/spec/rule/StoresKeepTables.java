package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ResourceSpec;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.Warehouses;
import java.util.List;
import java.util.Optional;

/** SQL runs, and tables live, in a catalog or in a resource that is a database. */
final class StoresKeepTables implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-024");
  private static final List<String> DATABASES =
      List.of("duckdb", "flightsql", "postgres", "spark", "trino");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    Optional<String> engine =
        asset.spec().run() instanceof RunSpec.Sql sql ? sql.engine() : Optional.empty();
    SpecPath at = asset.path().field("run").field("sql").field("engine");
    engine.ifPresent(name -> judge(graph, name, "runs no SQL", at, out));
    for (AssetNode.Output output : asset.outputs()) {
      output
          .spec()
          .catalog()
          .filter(name -> !engine.equals(Optional.of(name)))
          .ifPresent(
              name -> judge(graph, name, "keeps no tables", output.path().field("catalog"), out));
    }
  }

  @Override
  public void checkRest(SpecGraph graph, Diagnostics out) {
    for (int i = 0; i < graph.product().tables().size(); i++) {
      SpecPath at = SpecPath.of("tables").at(i).field("catalog");
      graph
          .product()
          .tables()
          .get(i)
          .catalog()
          .ifPresent(name -> judge(graph, name, "keeps no tables", at, out));
    }
  }

  private static void judge(
      SpecGraph graph, String name, String verdict, SpecPath at, Diagnostics out) {
    ResourceSpec resource = graph.product().resources().get(name);
    boolean isCatalog = graph.product().catalogs().containsKey(name);
    if (resource != null
        && !isCatalog
        && !DATABASES.contains(resource.type())
        && !Warehouses.isForDbtAlone(resource.type())) {
      out.add(
          Diagnostic.error(
                  CODE,
                  "resource '"
                      + name
                      + "' is of the type "
                      + resource.type()
                      + ", which "
                      + verdict)
              .at(at, graph.locator())
              .label(verdict)
              .related(
                  graph.locator().valueAt(SpecPath.of("resources").entry(name).field("type")),
                  "the resource's type")
              .help("name a resource of the type duckdb, postgres or trino, or leave it out"));
    }
  }
}
