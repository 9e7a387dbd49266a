package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ComputeSpec;
import dev.regauge.spec.model.ComputeSpec.TolerationSpec;
import java.util.List;
import java.util.Optional;

/**
 * A toleration is one that an API server takes: without a key it is of each taint and has no value,
 * and only a taint that evicts is tolerated for a while.
 */
final class TolerationsMeetTaints implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-396");

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

  private static void judge(ComputeSpec spec, SpecPath compute, SpecGraph graph, Diagnostics out) {
    List<TolerationSpec> tolerations = spec.tolerations();
    for (int i = 0; i < tolerations.size(); i++) {
      judge(tolerations.get(i), compute.field("tolerations").at(i), graph, out);
    }
  }

  private static void judge(TolerationSpec spec, SpecPath at, SpecGraph graph, Diagnostics out) {
    boolean isOfAny = spec.operator().filter("Exists"::equals).isPresent();
    if (spec.key().isEmpty() && !isOfAny) {
      out.add(
          Diagnostic.error(CODE, "a toleration without 'key' is of each taint")
              .at(at, graph.locator())
              .label("of which taint?")
              .help("write its 'key', or 'operator: Exists' for all taints"));
    }
    if (isOfAny && spec.value().isPresent()) {
      out.add(
          Diagnostic.error(CODE, "a taint that need only be there has any value")
              .at(at.field("value"), graph.locator())
              .label("not compared")
              .related(graph.locator().valueAt(at.field("operator")), "whatever its value")
              .help("remove 'value', or write 'operator: Equal'"));
    }
    if (spec.tolerationSeconds().isPresent()
        && spec.effect().filter("NoExecute"::equals).isEmpty()) {
      out.add(
          Diagnostic.error(CODE, "only a taint that evicts is tolerated for a while")
              .at(at.field("tolerationSeconds"), graph.locator())
              .label("nothing ends then")
              .help("write 'effect: NoExecute', or remove it"));
    }
  }
}
