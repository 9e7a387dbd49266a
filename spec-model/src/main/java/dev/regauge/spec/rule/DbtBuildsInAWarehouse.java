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

/**
 * A dbt model that is built in a warehouse is dbt's alone: it knows where, and has no table here.
 */
final class DbtBuildsInAWarehouse implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-470");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (!(asset.spec().run() instanceof RunSpec.Dbt run) || run.resource().isEmpty()) {
      return;
    }
    String name = run.resource().get();
    ResourceSpec resource = graph.product().resources().get(name);
    SpecPath at = asset.path().field("run").field("dbt").field("resource");
    if (resource != null && !Warehouses.isWarehouse(resource.type())) {
      out.add(
          Diagnostic.error(
                  CODE,
                  "resource '" + name + "' is of the type " + resource.type() + ", no warehouse")
              .at(at, graph.locator())
              .label("no dbt models are built there")
              .related(
                  graph.locator().valueAt(SpecPath.of("resources").entry(name).field("type")),
                  "the resource's type")
              .help("leave 'resource' out: the step publishes what the model makes"));
    } else if (resource != null && !Warehouses.isForDbtAlone(resource.type())) {
      for (String needed : List.of("catalog", "schema")) {
        if (!resource.config().containsKey(needed)) {
          out.add(
              Diagnostic.error(CODE, "dbt is told no '" + needed + "' of '" + name + "'")
                  .at(at, graph.locator())
                  .label("its models would lie nowhere")
                  .related(
                      graph.locator().valueAt(SpecPath.of("resources").entry(name)),
                      "the warehouse")
                  .help("write '" + needed + ": …' in the resource's config"));
        }
      }
    }
    if (!asset.outputs().isEmpty()) {
      out.add(
          Diagnostic.error(
                  CODE, "asset '" + asset.key() + "' has no rows to publish: dbt leaves them there")
              .at(asset.path().field("outputs"), graph.locator())
              .label("nothing comes to the step")
              .help("leave 'outputs' out"));
    }
    if (!asset.spec().inputs().isEmpty()) {
      out.add(
          Diagnostic.error(
                  CODE, "nothing of 'inputs' reaches the dbt models that a warehouse builds")
              .at(asset.path().field("inputs"), graph.locator())
              .label("dbt reads what lies there")
              .help("write 'deps', where an order is to be said that the manifest does not"));
    }
  }
}
