package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ComputePreset;
import dev.regauge.spec.model.ComputeSpec;
import java.util.Optional;
import java.util.TreeSet;

/** A preset has amounts: it is one of the spec's, unless a platform's manifest may have more. */
final class PresetsAreKnown implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-395");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    Optional<ComputeSpec> inherited = graph.product().defaults().compute();
    asset
        .spec()
        .compute()
        .filter(spec -> !inherited.equals(Optional.of(spec)))
        .ifPresent(spec -> judge(spec, asset.path().field("compute"), graph, out));
  }

  @Override
  public void checkRest(SpecGraph graph, Diagnostics out) {
    Optional<ComputeSpec> inherited = graph.product().defaults().compute();
    inherited.ifPresent(spec -> judge(spec, SpecPath.of("defaults", "compute"), graph, out));
  }

  private static void judge(ComputeSpec spec, SpecPath at, SpecGraph graph, Diagnostics out) {
    if (graph.product().platform().manifest().isPresent()) {
      return;
    }
    spec.preset()
        .filter(name -> ComputePreset.named(name).isEmpty())
        .ifPresent(
            name ->
                out.add(
                    Diagnostic.error(CODE, "no preset is called '" + name + "'")
                        .at(at.field("preset"), graph.locator())
                        .label("how much is that?")
                        .help(
                            NearestName.to(name, new TreeSet<>(ComputePreset.names()))
                                .map(near -> "write '" + near + "'")
                                .orElse(
                                    "write small, medium or large, or amounts: {requests: {cpu:"
                                        + " 500m, memory: 1Gi}}"))));
  }
}
