package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.DbtModels;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CodePlaces;
import dev.regauge.spec.model.DbtManifest;
import dev.regauge.spec.model.RunSpec;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A dbt project lies in the product's code, with a manifest that can be read. */
final class DbtManifestsAreReadable implements Rule {

  private static final Code CODE = new Code("RG-RULE-405");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SortedSet<String> judged = new TreeSet<>();
    for (AssetNode asset : graph.writtenAssets()) {
      if (asset.spec().run() instanceof RunSpec.Dbt run && judged.add(DbtModels.projectOf(run))) {
        judge(asset, DbtModels.projectOf(run), graph, out);
      }
    }
  }

  private static void judge(AssetNode asset, String project, SpecGraph graph, Diagnostics out) {
    DbtManifest manifest = graph.dbt().manifest(project);
    SpecPath at = asset.path().field("run").field("dbt").field("project");
    if (!manifest.problem().isEmpty()) {
      out.add(
          Diagnostic.error(
                  CODE,
                  "the manifest of the dbt project '"
                      + project
                      + "' cannot be read: "
                      + manifest.problem())
              .at(at, graph.locator())
              .label("what its models read and test is not known")
              .help(
                  "run 'dbt parse' in the project with dbt 1.6 to 1.11, and keep '"
                      + DbtManifest.pathIn(project)
                      + "'"));
      return;
    }
    List<String> paths = graph.product().code().paths();
    if (!CodePlaces.isBelow(paths, project)) {
      out.add(
          Diagnostic.error(
                  CODE, "the dbt project '" + project + "' is not a part of the product's code")
              .at(at, graph.locator())
              .label("no bundle would carry it")
              .help("add '" + project + "' to 'code.paths'"));
    }
  }
}
