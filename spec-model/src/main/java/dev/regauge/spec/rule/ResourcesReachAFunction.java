package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.ResourceSpec;
import dev.regauge.spec.model.RunSpec;
import java.util.List;
import java.util.Optional;

/** An asset that asks for resources has code of the product's, or a query, that gets them. */
final class ResourcesReachAFunction implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-488");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (asset.spec().resources().isEmpty() || isTestedByCode(asset)) {
      return;
    }
    // A layer that models go to is told of by RG-RULE-479, and a name that is none by the linker.
    boolean isToldOf =
        Optional.ofNullable(graph.product().resources().get(asset.spec().resources().getFirst()))
            .map(ResourceSpec::type)
            .map(RunSpec.Semantic.LAYER::equals)
            .orElse(true);
    if (!isToldOf) {
      instead(asset.spec().run(), asset.spec().resources())
          .ifPresent(
              help ->
                  out.add(
                      Diagnostic.error(
                              CODE,
                              "the "
                                  + asset.spec().run().kind()
                                  + " of asset '"
                                  + asset.key()
                                  + "' gets no resources")
                          .at(asset.path().field("resources"), graph.locator())
                          .label("no code gets them")
                          .help(help)));
    }
  }

  static boolean isTestedByCode(AssetNode asset) {
    return asset.spec().checks().stream()
        .anyMatch(check -> check.test() instanceof CheckSpec.Python);
  }

  /** Returns what to write instead, or nothing when the resources arrive. */
  private static Optional<String> instead(RunSpec run, List<String> resources) {
    return switch (run) {
      // Of dbt RG-RULE-406 tells, and of a source of dlt's own RG-RULE-497: its args may say it
      // all.
      case RunSpec.Python _, RunSpec.Spark _, RunSpec.Dlt _, RunSpec.Dbt _ -> Optional.empty();
      // A resource that the query names itself may stand among the asset's, where readers look.
      case RunSpec.Sql sql when sql.engine().map(List::of).filter(resources::equals).isPresent() ->
          Optional.empty();
      case RunSpec.Sql _ ->
          Optional.of("a query reads the resource that its 'engine' names; leave 'resources' out");
      case RunSpec.Connector _ ->
          Optional.of("write what it needs in its 'config', by references; leave 'resources' out");
      case RunSpec.Command _, RunSpec.Container _ ->
          Optional.of("write what it needs in 'env', by references, and leave 'resources' out");
      case RunSpec.Airbyte _,
          RunSpec.Export _,
          RunSpec.Semantic _,
          RunSpec.Maintain _,
          RunSpec.Noop _ ->
          Optional.of("leave 'resources' out");
    };
  }
}
