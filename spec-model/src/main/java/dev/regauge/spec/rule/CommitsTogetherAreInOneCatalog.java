package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CatalogSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.RunSpec;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Outputs that are published in one commit are several, in one catalog that has such a commit. */
final class CommitsTogetherAreInOneCatalog implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-071");

  /** Their services change one table at a time. */
  private static final Set<String> ONE_BY_ONE = new TreeSet<>(Set.of("glue", "hive"));

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (asset.spec().atomicOutputs().orElse(false)) {
      long catalogs =
          asset.outputs().stream().map(output -> output.spec().catalog()).distinct().count();
      if (!publishes(asset.spec().run())) {
        report(graph, asset, "has a step that publishes nothing itself", out);
      } else if (asset.outputs().size() < 2) {
        report(graph, asset, "has not two outputs to publish in one commit", out);
      } else if (catalogs > 1) {
        report(graph, asset, "has outputs in several catalogs, which share no commit", out);
      } else {
        asset.outputs().stream()
            .flatMap(output -> catalog(output.spec().catalog(), graph.product()).stream())
            .map(CatalogSpec::type)
            .filter(ONE_BY_ONE::contains)
            .findFirst()
            .ifPresent(
                type ->
                    report(
                        graph,
                        asset,
                        "has its outputs in a catalog of type "
                            + type
                            + ", which commits them one by one",
                        out));
      }
    }
  }

  /** Whether the step brings what the run made to its readers, so that it could do so at once. */
  private static boolean publishes(RunSpec run) {
    return switch (run) {
      case RunSpec.Python _,
          RunSpec.Sql _,
          RunSpec.Dbt _,
          RunSpec.Spark _,
          RunSpec.Dlt _,
          RunSpec.Airbyte _,
          RunSpec.Connector _ ->
          true;
      case RunSpec.Command _,
          RunSpec.Container _,
          RunSpec.Export _,
          RunSpec.Semantic _,
          RunSpec.Maintain _,
          RunSpec.Noop _ ->
          false;
    };
  }

  private static Optional<CatalogSpec> catalog(Optional<String> named, ProductSpec product) {
    SortedMap<String, CatalogSpec> catalogs = product.catalogs();
    if (named.isPresent()) {
      return named.map(catalogs::get);
    }
    return catalogs.values().stream()
        .filter(catalog -> catalogs.size() == 1 || catalog.isDefault().orElse(false))
        .findFirst();
  }

  private static void report(SpecGraph graph, AssetNode asset, String what, Diagnostics out) {
    out.add(
        Diagnostic.error(CODE, "asset '" + asset.key() + "' " + what)
            .at(asset.path().field("atomicOutputs"), graph.locator())
            .label("cannot be")
            .help(
                "leave 'atomicOutputs' out, or have the step publish several outputs of one catalog"
                    + " that can"));
  }
}
