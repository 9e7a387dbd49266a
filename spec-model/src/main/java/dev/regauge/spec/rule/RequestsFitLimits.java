package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ComputePreset;
import dev.regauge.spec.model.ComputeSpec;
import dev.regauge.spec.model.ComputeSpec.AmountsSpec;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;

/** A step asks for no more of a machine than it may use. */
final class RequestsFitLimits implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-063");

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
        .ifPresent(spec -> judge(graph, spec, asset.path().field("compute"), out));
  }

  @Override
  public void checkRest(SpecGraph graph, Diagnostics out) {
    Optional<ComputeSpec> inherited = graph.product().defaults().compute();
    inherited.ifPresent(spec -> judge(graph, spec, SpecPath.of("defaults", "compute"), out));
  }

  private static void judge(SpecGraph graph, ComputeSpec spec, SpecPath at, Diagnostics out) {
    Optional<ComputePreset> preset = spec.preset().flatMap(ComputePreset::named);
    judge(graph, "cpu", spec, preset, AmountsSpec::cpu, at, out);
    judge(graph, "memory", spec, preset, AmountsSpec::memory, at, out);
  }

  /** What is not written is the preset's, whose own amounts fit each other. */
  private static void judge(
      SpecGraph graph,
      String what,
      ComputeSpec spec,
      Optional<ComputePreset> preset,
      Function<AmountsSpec, Optional<String>> amount,
      SpecPath at,
      Diagnostics out) {
    Optional<String> request = spec.requests().flatMap(amount);
    Optional<String> limit = spec.limits().flatMap(amount);
    Optional<String> whole = request.or(() -> preset.map(ComputePreset::requests).flatMap(amount));
    Optional<String> most = limit.or(() -> preset.map(ComputePreset::limits).flatMap(amount));
    if (whole.isEmpty()
        || most.isEmpty()
        || number(whole.get()).compareTo(number(most.get())) <= 0) {
      return;
    }
    SpecPath requested = at.field("requests").field(what);
    SpecPath allowed = at.field("limits").field(what);
    Diagnostic found =
        Diagnostic.error(CODE, "more " + what + " is requested than the limit allows")
            .at(request.isPresent() ? requested : allowed, graph.locator());
    if (request.isPresent() && limit.isPresent()) {
      found = found.label("above the limit").related(graph.locator().valueAt(allowed), "the limit");
    } else if (request.isPresent()) {
      found =
          found
              .label("above the limit of " + most.get())
              .related(graph.locator().valueAt(at.field("preset")), "the preset's limit");
    } else {
      found =
          found
              .label("below the request of " + whole.get())
              .related(graph.locator().valueAt(at.field("preset")), "the preset's request");
    }
    out.add(found.help("write a smaller request, or a larger limit"));
  }

  /** Returns the amount that a quantity of Kubernetes stands for; its form is the binder's. */
  private static BigDecimal number(String quantity) {
    int end = 0;
    while (end < quantity.length() && "0123456789.".indexOf(quantity.charAt(end)) >= 0) {
      end++;
    }
    BigDecimal number = new BigDecimal(quantity.substring(0, end));
    String unit = quantity.substring(end);
    if (unit.equals("m")) {
      return number.movePointLeft(3);
    }
    boolean isBinary = unit.endsWith("i");
    int power = unit.isEmpty() ? 0 : "kMGTPE".indexOf(unit.replace('K', 'k').charAt(0)) + 1;
    return number.multiply(BigDecimal.valueOf(isBinary ? 1024 : 1000).pow(power));
  }
}
