package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.Warehouses;

/** What a step makes is not put into a warehouse, which takes no rows together with a record. */
final class WarehousesKeepNoTables implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-469");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    for (AssetNode.Output output : asset.outputs()) {
      output
          .spec()
          .catalog()
          .ifPresent(
              name ->
                  Warehouses.named(graph.product(), name)
                      .ifPresent(
                          resource ->
                              out.add(
                                  Diagnostic.error(
                                          CODE,
                                          "table '"
                                              + output.table()
                                              + "' would lie in '"
                                              + name
                                              + "' of type "
                                              + resource.type())
                                      .at(output.path().field("catalog"), graph.locator())
                                      .label("takes no rows and record in one transaction")
                                      .related(
                                          graph
                                              .locator()
                                              .valueAt(
                                                  SpecPath.of("resources")
                                                      .entry(name)
                                                      .field("type")),
                                          "the resource's type")
                                      .help(
                                          "leave 'catalog' out: a query runs there all the same,"
                                              + " and its rows are published in the catalog"))));
    }
  }
}
