package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import java.util.Optional;

/** What runs once for each item of a list can be told which one. */
final class ItemsReachTheirStep implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-250");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (asset.spec().each().isPresent()) {
      missing(asset.spec().run())
          .ifPresent(
              help ->
                  out.add(
                      Diagnostic.error(
                              CODE,
                              "asset '"
                                  + asset.key()
                                  + "' runs for each item, and its step is told none")
                          .at(asset.path().field("each").field("list"), graph.locator())
                          .label("its step takes no item")
                          .help(help)));
    }
  }

  /** Returns what to write, or nothing when the item arrives. */
  private static Optional<String> missing(RunSpec run) {
    return switch (run) {
      case RunSpec.Python _, RunSpec.Command _ -> Optional.empty();
      case RunSpec.Sql sql ->
          sql.templated().orElse(false)
              ? Optional.empty()
              : Optional.of("write 'templated: true', and '{{ item }}' in the query");
      case RunSpec.Container _,
          RunSpec.Dbt _,
          RunSpec.Spark _,
          RunSpec.Dlt _,
          RunSpec.Airbyte _,
          RunSpec.Connector _,
          RunSpec.Export _,
          RunSpec.Semantic _,
          RunSpec.Maintain _,
          RunSpec.Noop _ ->
          Optional.of("write a run of the kind python, sql or command, or leave 'each' out");
    };
  }
}
