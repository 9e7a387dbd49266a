package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;

/** A query is more than blanks and comments: databases differ in what nothing means to them. */
final class QueriesAskSomething implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-458");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    for (RunWords.Written query : BindsAreKnown.queries(graph, asset)) {
      if (SqlBinds.plain(query.text()).replace(';', ' ').isBlank()) {
        Diagnostic finding =
            Diagnostic.error(CODE, "a query of asset '" + asset.key() + "' asks nothing")
                .label("only blanks and comments")
                .help("write a query that gives rows, or leave it out");
        out.add(
            query.file().isPresent()
                ? query.place(finding, 0, 1, graph.locator())
                : finding.at(query.path(), graph.locator()));
      }
    }
  }
}
