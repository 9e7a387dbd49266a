package dev.regauge.spec.plan;

import dev.regauge.spec.model.PortSpec;
import dev.regauge.spec.model.PortSpec.AccessSpec;
import dev.regauge.spec.model.PortSpec.ContractSpec;
import dev.regauge.spec.model.PortSpec.GrantSpec;
import dev.regauge.spec.model.PortSpec.SlaSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plans what other products may read. */
final class PortPlanning {

  private static final Comparator<PortPlan.Grant> ORDER =
      Comparator.comparing(PortPlan.Grant::domain)
          .thenComparing(grant -> grant.product().orElse(""))
          .thenComparing(PortPlan.Grant::access);

  private PortPlanning() {}

  static SortedMap<String, PortPlan> plan(List<PortSpec> ports) {
    SortedMap<String, PortPlan> plans = new TreeMap<>();
    for (PortSpec port : ports) {
      plans.put(
          port.name(),
          new PortPlan(
              port.name(),
              port.table(),
              port.contract().map(PortPlanning::terms),
              port.access().flatMap(AccessSpec::byDefault).orElse("deny"),
              port.access().map(AccessSpec::grants).orElse(List.of()).stream()
                  .map(PortPlanning::grant)
                  .sorted(ORDER)
                  .distinct()
                  .toList()));
    }
    return plans;
  }

  private static PortPlan.Terms terms(ContractSpec spec) {
    return new PortPlan.Terms(
        spec.version(), spec.status().orElse("active"), spec.sla().flatMap(PortPlanning::sla));
  }

  /** A block without a number promises nothing. */
  private static Optional<PortPlan.ServiceLevel> sla(SlaSpec spec) {
    PortPlan.ServiceLevel level =
        new PortPlan.ServiceLevel(
            spec.freshness().map(Durations::seconds), spec.availability(), spec.completeness());
    return Optional.of(level)
        .filter(
            said ->
                said.freshnessSeconds().isPresent()
                    || said.availability().isPresent()
                    || said.completeness().isPresent());
  }

  private static PortPlan.Grant grant(GrantSpec spec) {
    return new PortPlan.Grant(spec.domain(), spec.product(), spec.access().orElse("read"));
  }
}
