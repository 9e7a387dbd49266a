package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;

/** An ingestion writes one table of a catalog: where it stopped is committed with its rows. */
final class IngestionWritesOneTable implements Rule {

  private static final Code CODE = new Code("RG-RULE-350");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (AssetNode asset : graph.writtenAssets()) {
      if (!asset.spec().run().isIngestion()) {
        continue;
      }
      if (asset.outputs().size() > 1) {
        out.add(
            Diagnostic.error(
                    CODE,
                    "asset '"
                        + asset.key()
                        + "' loads one kind of rows, but has "
                        + asset.outputs().size()
                        + " outputs")
                .at(asset.outputs().get(1).path(), graph.locator())
                .label("nothing would be written here")
                .help("make an asset of its own for each table"));
      }
      for (AssetNode.Output output : asset.outputs()) {
        if (TableNamesFitTheirReaders.isInDatabase(graph, output.spec().catalog())) {
          out.add(
              Diagnostic.error(
                      CODE,
                      "table '" + output.table() + "' of an ingestion does not lie in a catalog")
                  .at(output.path().field("catalog"), graph.locator())
                  .label("a database, which keeps no snapshots")
                  .help("leave 'catalog' out, or name one of the product's catalogs"));
        }
      }
    }
  }
}
