package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
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
    judge(graph, "cpu", spec, AmountsSpec::cpu, at, out);
    judge(graph, "memory", spec, AmountsSpec::memory, at, out);
  }

  private static void judge(
      SpecGraph graph,
      String what,
      ComputeSpec spec,
      Function<AmountsSpec, Optional<String>> amount,
      SpecPath at,
      Diagnostics out) {
    Optional<BigDecimal> request = spec.requests().flatMap(amount).map(RequestsFitLimits::number);
    Optional<BigDecimal> limit = spec.limits().flatMap(amount).map(RequestsFitLimits::number);
    if (request.isPresent() && limit.isPresent() && request.get().compareTo(limit.get()) > 0) {
      out.add(
          Diagnostic.error(CODE, "more " + what + " is requested than the limit allows")
              .at(at.field("requests").field(what), graph.locator())
              .label("above the limit")
              .related(graph.locator().valueAt(at.field("limits").field(what)), "the limit")
              .help("write a smaller request, or a larger limit"));
    }
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
