package dev.regauge.spec.plan;

import java.util.List;
import java.util.Optional;

/**
 * A table that other products may read, and what its maker promises of it. No run depends on it.
 *
 * @param contract absent = the table may be read, and nothing is promised
 * @param access {@code allow} or {@code deny} for whom no grant names
 */
public record PortPlan(
    String name, String table, Optional<Terms> contract, String access, List<Grant> grants) {

  /** What is promised; {@code status} is draft, active, deprecated or retired. */
  public record Terms(String version, String status, Optional<ServiceLevel> sla) {}

  /** Promised numbers; those that are no duration are percentages. */
  public record ServiceLevel(
      Optional<Long> freshnessSeconds,
      Optional<Double> availability,
      Optional<Double> completeness) {}

  /** A domain, or one product of it, that may {@code read} or {@code write}. */
  public record Grant(String domain, Optional<String> product, String access) {}
}
