package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.OutputSpec;

/** Partition fields, sort orders and properties are Iceberg's; a database would not get them. */
final class DatabasesLayTablesOutThemselves implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-045");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    for (AssetNode.Output output : asset.outputs()) {
      OutputSpec spec = output.spec();
      if (TableNamesFitTheirReaders.isInDatabase(graph, spec.catalog())) {
        judge(graph, output, "partitionBy", !spec.partitionBy().isEmpty(), out);
        judge(graph, output, "sortBy", !spec.sortBy().isEmpty(), out);
        judge(graph, output, "properties", !spec.properties().isEmpty(), out);
      }
    }
  }

  private static void judge(
      SpecGraph graph, AssetNode.Output output, String field, boolean isWritten, Diagnostics out) {
    if (isWritten) {
      SpecPath at = output.path().field(field);
      out.add(
          Diagnostic.error(
                  CODE,
                  "table '" + output.table() + "' lies in a database, which has no '" + field + "'")
              .atKey(at, graph.locator())
              .label("nothing would come of it")
              .help("remove it, or keep the table in a catalog"));
    }
  }
}
