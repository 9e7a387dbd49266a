package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.graph.Upkeep;
import dev.regauge.spec.model.RunSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Files that are rewritten sorted need a table that says by what. */
final class SortedFilesHaveAnOrder implements Rule {

  private static final Code CODE = new Code("RG-RULE-413");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (PlacedRun.Of<RunSpec.Maintain> run : PlacedRun.all(graph, RunSpec.Maintain.class)) {
      if (!run.spec()
          .rewriteDataFiles()
          .flatMap(RunSpec.RewriteDataFiles::strategy)
          .filter("sort"::equals)
          .isPresent()) {
        continue;
      }
      Set<String> named = Upkeep.tables(graph, run.spec()).collect(Collectors.toSet());
      List<String> without =
          graph.assets().stream()
              .flatMap(asset -> asset.outputs().stream())
              .filter(output -> named.contains(output.table()))
              .filter(output -> output.spec().sortBy().isEmpty())
              .map(AssetNode.Output::table)
              .sorted()
              .toList();
      if (!without.isEmpty()) {
        out.add(
            Diagnostic.error(
                    CODE,
                    "by what shall the files of " + String.join(", ", without) + " be sorted?")
                .at(run.path().field("rewriteDataFiles").field("strategy"), graph.locator())
                .label(without.size() == 1 ? "it has no sortBy" : "they have no sortBy")
                .help("give the tables a sortBy, name others under 'tables', or write binpack"));
      }
    }
  }
}
