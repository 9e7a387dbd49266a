package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;

/** A check with bounds has one at least, and its lower is not above its upper. */
final class CheckBoundsAreInOrder implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-033");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    List<CheckSpec> checks = asset.spec().checks();
    for (int i = 0; i < checks.size(); i++) {
      SpecPath at = asset.path().field("checks").at(i);
      switch (checks.get(i).test()) {
        case CheckSpec.RowCount test ->
            judge(
                graph,
                at.field("row_count"),
                test.min().isPresent() || test.max().isPresent(),
                test.min().orElse(0L) > test.max().orElse(Long.MAX_VALUE),
                out);
        case CheckSpec.Range test ->
            judge(
                graph,
                at.field("range"),
                test.min().isPresent() || test.max().isPresent(),
                isAbove(test.min(), test.max()),
                out);
        case CheckSpec.NotNull _,
            CheckSpec.Unique _,
            CheckSpec.AcceptedValues _,
            CheckSpec.Sql _,
            CheckSpec.Python _,
            CheckSpec.Pattern _,
            CheckSpec.Freshness _,
            CheckSpec.Relationships _,
            CheckSpec.Schema _,
            CheckSpec.Expression _,
            CheckSpec.RowCountParity _,
            CheckSpec.AggregateParity _,
            CheckSpec.KeyParity _,
            CheckSpec.ChecksumParity _ -> {}
      }
    }
  }

  /** Numbers are compared as such, texts (days, instants) by their letters. */
  private static boolean isAbove(Optional<Value> min, Optional<Value> max) {
    if (min.isEmpty() || max.isEmpty()) {
      return false;
    }
    if (min.get() instanceof Value.Number low && max.get() instanceof Value.Number high) {
      return low.number().compareTo(high.number()) > 0;
    }
    return min.get() instanceof Value.Text low
        && max.get() instanceof Value.Text high
        && low.text().compareTo(high.text()) > 0;
  }

  private static void judge(
      SpecGraph graph, SpecPath at, boolean hasBound, boolean isAbove, Diagnostics out) {
    if (!hasBound) {
      out.add(
          Diagnostic.error(CODE, "this check has neither 'min' nor 'max'")
              .at(at, graph.locator())
              .label("can never fail")
              .help("write 'min', 'max' or both"));
    } else if (isAbove) {
      out.add(
          Diagnostic.error(CODE, "'min' of this check is above 'max'")
              .at(at.field("min"), graph.locator())
              .label("can never pass")
              .related(graph.locator().valueAt(at.field("max")), "the upper bound")
              .help("write the smaller one as 'min'"));
    }
  }
}
