package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;

/**
 * What a Spark application leaves can be found again: a query has one output, and a script's tables
 * have names of two parts, because the catalog of a Spark session knows no others.
 */
final class SparkQueriesHaveOneOutput implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-467");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (!(asset.spec().run() instanceof RunSpec.Spark spark)) {
      return;
    }
    if (spark.app().endsWith(".sql") && asset.outputs().size() > 1) {
      out.add(
          Diagnostic.error(
                  CODE,
                  "asset '"
                      + asset.key()
                      + "' is one query, but has "
                      + asset.outputs().size()
                      + " outputs")
              .at(asset.outputs().get(1).path(), graph.locator())
              .label("nothing would be written here")
              .help("return them from a function: app: file.py:function"));
    }
    if (spark.app().endsWith(".py")) {
      for (AssetNode.Output output : asset.outputs()) {
        if (output.table().chars().filter(c -> c == '.').count() != 1) {
          out.add(
              Diagnostic.error(
                      CODE, "a Spark script cannot write the table '" + output.table() + "'")
                  .at(asset.path().field("run").field("spark").field("app"), graph.locator())
                  .label("its session knows names of two parts, namespace.table")
                  .help("return the rows from a function: app: file.py:function"));
        }
      }
    }
  }
}
