package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import dev.regauge.spec.partition.KeyMapping;
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
 * @param external what comes first of the things made elsewhere, by key
 * @param maxRuntimeSeconds wall time of one attempt (semantics 17)
 * @param after what must have become of the upstream assets: {@code all} succeeded, {@code
 *     any-not-failed}, {@code all-done}
 * @param each the step runs once for each item of a list
 * @param when if it is not true, the asset and what needs it are skipped
 * @param priority of steps that wait for the same slot the higher one goes first
 * @param requires what the platform must have: {@code type} or {@code type:name}
 * @param atomicOutputs whether all outputs are published in one commit
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
    List<Outside> external,
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
    String codeVersion,
    String after,
    Optional<FanOut> each,
    Optional<ConditionPlan> when,
    int priority,
    Optional<Freshness> freshness,
    Backfill backfill,
    Errors errors,
    ComputePlan compute,
    List<String> requires,
    List<String> optional,
    SortedMap<String, String> capabilities,
    boolean atomicOutputs) {

  /**
   * An edge to an asset that comes first.
   *
   * @param mapping which of its partitions belong to ours; {@code all}: every published partition,
   *     or the whole unpartitioned asset (semantics 10)
   * @param isRead whether the step reads it; otherwise order only. The guard of blocked partitions
   *     holds for both.
   */
  public record Upstream(String asset, KeyMapping mapping, boolean isRead) {}

  /**
   * A dependency on something that is made elsewhere: news of it start jobs, and the guard of
   * blocked partitions holds for the records of the product that makes it.
   *
   * @param external its key in the plan's own {@code external}
   * @param mapping as of an upstream asset
   */
  public record Outside(String external, KeyMapping mapping, boolean isRead) {}

  /**
   * Something that the step reads.
   *
   * @param asset its producer in this product, absent for a table made elsewhere
   * @param external its key of the things made elsewhere, if it has one
   * @param as the name under which a function gets it
   */
  public record Input(
      Optional<String> asset,
      Optional<String> external,
      String table,
      String as,
      KeyMapping mapping) {}

  /**
   * A table that the step writes.
   *
   * @param name the key of a result with several outputs: the table's last segment
   * @param write {@code replace}, {@code merge} or {@code append} (semantics 20)
   * @param dedupe which of several rows with one key is kept, before they are written
   * @param isAudited written, audited, then published, because a check of the asset blocks
   */
  public record Output(
      String name,
      String table,
      String write,
      List<String> key,
      boolean isAudited,
      Optional<TablePlan.Dedupe> dedupe) {}

  /**
   * A step for each item of a list.
   *
   * @param list the function that makes the list, or the asset that is one
   * @param collect the function that gets all results
   */
  public record FanOut(String list, Optional<String> collect, int maxItems, int maxParallel) {}

  /** How old the newest partition that is due may be (semantics 15). */
  public record Freshness(Optional<Long> warnAfterSeconds, Optional<Long> failAfterSeconds) {}

  /** How a range of partitions is run again: how many in one run, and from which end. */
  public record Backfill(int maxPartitionsPerRun, String order) {}

  /**
   * What is made of errors.
   *
   * @param onPartial what a run is that did its work in part: {@code fail}, {@code warn}, {@code
   *     retry}
   * @param map the first rule whose text the error holds decides
   */
  public record Errors(String onPartial, List<ErrorRule> map) {}

  /** The category and code of an error whose text holds {@code match}. */
  public record ErrorRule(String match, Optional<String> category, Optional<String> code) {}

  /** The pool of which a running attempt holds {@code slots}. */
  public record PoolUse(String name, int slots) {}
}
