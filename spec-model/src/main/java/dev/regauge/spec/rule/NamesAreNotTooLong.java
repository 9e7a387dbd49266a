package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;

/**
 * The names that every target has to keep whole are at most 200 characters long: an asset's
 * identifier, and product and job together.
 */
final class NamesAreNotTooLong implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-038");
  private static final int LONGEST = 200;

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    int length = asset.key().replace("/", "__").length();
    if (length > LONGEST) {
      out.add(tooLong(graph, "this asset", length, asset.path().field("key")));
    }
  }

  @Override
  public void checkRest(SpecGraph graph, Diagnostics out) {
    int product = graph.product().metadata().name().length();
    for (JobNode job : graph.jobs()) {
      int length = product + "__".length() + job.name().length();
      if (length > LONGEST && job.spec().isPresent()) {
        out.add(tooLong(graph, "product and job together", length, job.path().field("name")));
      }
    }
  }

  private static Diagnostic tooLong(SpecGraph graph, String what, int length, SpecPath at) {
    return Diagnostic.error(
            CODE, "the name of " + what + " has " + length + " characters in a target")
        .at(at, graph.locator())
        .label("at most " + LONGEST + " are kept whole everywhere")
        .help("write a shorter name");
  }
}
