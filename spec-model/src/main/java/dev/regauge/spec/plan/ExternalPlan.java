package dev.regauge.spec.plan;

import java.util.Optional;
import java.util.SortedMap;

/**
 * A data object that is made elsewhere.
 *
 * @param partitionSet the set of ours that slices it
 * @param freshnessSeconds how old it may be
 * @param signals how a target sees that it was made, by the adapter's id; a target without an entry
 *     watches the table
 */
public record ExternalPlan(
    String key,
    Optional<Port> port,
    Optional<String> table,
    Optional<String> catalog,
    Optional<String> partitionSet,
    Optional<Long> freshnessSeconds,
    SortedMap<String, SortedMap<String, String>> signals) {

  /** A port of another product, under a contract. */
  public record Port(String domain, String product, String port, Optional<String> contract) {}
}
