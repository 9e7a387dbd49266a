package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.DbtModels;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The manifest of a dbt project was written after its files. */
final class DbtManifestsAreFresh implements Rule {

  private static final Code CODE = new Code("RG-RULE-408");
  private static final int SHOWN = 3;

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SortedSet<String> judged = new TreeSet<>();
    for (AssetNode asset : graph.writtenAssets()) {
      if (asset.spec().run() instanceof RunSpec.Dbt run && judged.add(DbtModels.projectOf(run))) {
        List<String> stale = graph.dbt().manifest(DbtModels.projectOf(run)).stale();
        if (!stale.isEmpty()) {
          String more = stale.size() > SHOWN ? " and " + (stale.size() - SHOWN) + " more" : "";
          out.add(
              Diagnostic.warning(
                      CODE,
                      "the dbt project '"
                          + DbtModels.projectOf(run)
                          + "' is not as its manifest says: "
                          + String.join(", ", stale.stream().limit(SHOWN).toList())
                          + more)
                  .at(asset.path().field("run").field("dbt").field("project"), graph.locator())
                  .label("what the models read and test may be other by now")
                  .help("run 'dbt parse' in the project"));
        }
      }
    }
  }
}
