package dev.regauge.services.jobs;

import dev.regauge.services.chart.Schema;
import dev.regauge.spec.plan.ComputePlan.Amounts;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The most that one of several steps asks for, which the pod of them all gets. */
final class MostCompute {
  private static final Comparator<String> BY_SIZE =
      Comparator.comparing(amount -> new Quantity(amount).getNumericalAmount());

  private MostCompute() {}

  static Schema.Amounts of(List<Amounts> all) {
    return new Schema.Amounts(most(all, Amounts::cpu), most(all, Amounts::memory));
  }

  private static Optional<String> most(
      List<Amounts> all, Function<Amounts, Optional<String>> which) {
    return all.stream().map(which).flatMap(Optional::stream).max(BY_SIZE);
  }
}
