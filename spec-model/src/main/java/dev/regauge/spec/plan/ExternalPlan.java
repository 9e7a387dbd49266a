package dev.regauge.spec.plan;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A data object that is made elsewhere.
 *
 * @param partitionSet the set of ours that slices it
 * @param freshnessSeconds how old it may be
 * @param contract what its maker promised of the table
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
    Optional<Contract> contract,
    SortedMap<String, SortedMap<String, String>> signals) {

  /**
   * A contract that readers rely on.
   *
   * @param file where this product keeps it
   * @param enforcement {@code off}, {@code warn} or {@code strict}
   */
  public record Contract(
      String file, String id, String version, String enforcement, List<PromisedColumn> columns) {}

  /**
   * A column that the table has to have.
   *
   * @param types the Iceberg types that keep the promise; one without brackets, such as {@code
   *     decimal}, stands for all of its kind
   */
  public record PromisedColumn(String name, List<String> types) {}

  /** A port of another product, under a contract. */
  public record Port(String domain, String product, String port, Optional<String> contract) {}
}
