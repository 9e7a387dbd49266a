package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ResourceSpec;
import dev.regauge.spec.model.RunSpec;
import java.util.List;
import java.util.Optional;

/** A step uses no resource whose scope is edge: those are for what comes from outside. */
final class EdgeResourcesStayOutside implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-105");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    List<String> names = asset.spec().resources();
    for (int i = 0; i < names.size(); i++) {
      if (isEdge(graph, names.get(i))) {
        out.add(finding(graph, asset, names.get(i), asset.path().field("resources").at(i)));
      }
    }
    if (asset.spec().run() instanceof RunSpec.Sql sql) {
      SpecPath at = asset.path().field("run").field("sql").field("engine");
      sql.engine()
          .filter(engine -> isEdge(graph, engine))
          .ifPresent(engine -> out.add(finding(graph, asset, engine, at)));
    }
    if (asset.spec().run() instanceof RunSpec.Dbt dbt) {
      SpecPath at = asset.path().field("run").field("dbt").field("resource");
      dbt.resource()
          .filter(warehouse -> isEdge(graph, warehouse))
          .ifPresent(warehouse -> out.add(finding(graph, asset, warehouse, at)));
    }
    if (asset.spec().run() instanceof RunSpec.Semantic semantic) {
      SpecPath at = asset.path().field("run").field("semantic").field("layer");
      semantic
          .layer()
          .filter(layer -> isEdge(graph, layer))
          .ifPresent(layer -> out.add(finding(graph, asset, layer, at)));
    }
  }

  private static boolean isEdge(SpecGraph graph, String name) {
    return Optional.ofNullable(graph.product().resources().get(name))
        .flatMap(ResourceSpec::scope)
        .filter("edge"::equals)
        .isPresent();
  }

  private static Diagnostic finding(SpecGraph graph, AssetNode asset, String name, SpecPath at) {
    return Diagnostic.error(
            CODE, "asset '" + asset.key() + "' uses '" + name + "', which is for the outside")
        .at(at, graph.locator())
        .label("an edge resource")
        .related(
            graph.locator().valueAt(SpecPath.of("resources").entry(name).field("scope")),
            "said here")
        .help("use an internal resource, or write 'scope: internal' if it is one");
  }
}
