package dev.regauge.adapters.dagster.model;

import dev.regauge.adapters.spi.PodWords;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.partition.KeyMapping;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One asset as one step.
 *
 * @param key its key in the product, which the step protocol uses
 * @param path the Dagster key: the scope, then the key's segments
 * @param opName the step's name in Dagster's log, unique in the instance
 * @param function the Python function's name
 * @param partitions the constant of its partitions, absent when it has none
 * @param metadata the asset's own, and what Dagster has no other place for
 * @param pod what the step asks of a pod of its own
 * @param endPath the key of the asset that says that a run is through with this one, made or not;
 *     absent where no join follows
 * @param job the job whose name a run outside of any job bears
 */
public record Asset(
    String key,
    List<String> path,
    String opName,
    String function,
    List<Dependency> deps,
    Optional<String> partitions,
    String group,
    Optional<String> description,
    List<String> owners,
    List<String> kinds,
    SortedMap<String, String> tags,
    SortedMap<String, Value> metadata,
    TableColumns tableColumns,
    List<Check> checks,
    Optional<String> pool,
    String codeVersion,
    String job,
    List<Double> retryWaits,
    int priority,
    PodWords pod,
    Optional<List<String>> endPath,
    Optional<Following> following) {

  /**
   * How a step that has a join after it, or is one, begins: when those before it have ended, of
   * whose ends its own code makes what the plan says.
   *
   * @param after {@code all} or {@code any-not-failed}
   * @param upstream the keys of those before it
   */
  public record Following(String after, List<String> upstream) {}

  /**
   * An upstream asset.
   *
   * @param mapping which partitions of it a partition waits for; absent when it has none
   * @param isAcross whether both sides have several dimensions
   * @param isOutside whether it is made elsewhere
   */
  public record Dependency(
      List<String> path, Optional<KeyMapping> mapping, boolean isAcross, boolean isOutside) {}

  /** A check in the asset's own step. */
  public record Check(
      String name,
      boolean isBlocking,
      String onFail,
      String dimension,
      double weight,
      Optional<String> description,
      SortedMap<String, String> tags) {}
}
