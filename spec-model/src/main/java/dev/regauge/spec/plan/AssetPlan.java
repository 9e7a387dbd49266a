package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An asset as one step: how it is made, from what, with which gates, waits and limits.
 *
 * @param identifier the key with {@code /} as {@code __}, unique in the product, for example {@code
 *     silver__orders}
 * @param upstream the assets that come first, by key: the inputs' producers and the plain
 *     dependencies
 * @param maxRuntimeSeconds wall time of one attempt (semantics 17)
 */
public record AssetPlan(
    String key,
    String identifier,
    Optional<String> description,
    String group,
    List<String> owners,
    List<String> kinds,
    SortedMap<String, String> tags,
    SortedMap<String, Value> metadata,
    List<String> was,
    Optional<String> partitionSet,
    List<Upstream> upstream,
    List<Input> inputs,
    List<String> resources,
    RunPlan run,
    List<Output> outputs,
    List<CheckPlan> checks,
    RetryPlan retry,
    Optional<Long> maxRuntimeSeconds,
    Optional<PoolUse> pool,
    SortedMap<String, Value> env,
    Optional<String> execution,
    String codeVersion) {

  /**
   * An edge to an asset that comes first.
   *
   * @param mapping {@code identity}: the same partition; {@code all}: every published partition, or
   *     the whole unpartitioned asset (semantics 10)
   * @param isRead whether the step reads it; otherwise order only. The guard of blocked partitions
   *     holds for both.
   */
  public record Upstream(String asset, String mapping, boolean isRead) {}

  /**
   * Something that the step reads.
   *
   * @param asset its producer in this product, absent for a table made elsewhere
   * @param as the name under which a function gets it
   */
  public record Input(Optional<String> asset, String table, String as, String mapping) {}

  /**
   * A table that the step writes.
   *
   * @param name the key of a result with several outputs: the table's last segment
   * @param write {@code replace}, {@code merge} or {@code append} (semantics 20)
   * @param isAudited written, audited, then published, because a check of the asset blocks
   */
  public record Output(
      String name, String table, String write, List<String> key, boolean isAudited) {}

  /** The pool of which a running attempt holds {@code slots}. */
  public record PoolUse(String name, int slots) {}
}
