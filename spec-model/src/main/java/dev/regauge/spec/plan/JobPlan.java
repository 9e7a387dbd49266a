package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is run together, and when.
 *
 * @param identifier the name as an identifier, unique in the product
 * @param isImplied made by the planner for an asset that is in no other job
 * @param assets upstream before downstream
 * @param edges the dependencies inside the job; those that cross jobs delay nothing (semantics 14)
 * @param partitionSet the one set of its partitioned assets
 * @param overlap {@code queue}, {@code skip}, {@code replace} or {@code allow} (semantics 12)
 */
public record JobPlan(
    String name,
    String identifier,
    List<String> was,
    boolean isImplied,
    List<String> assets,
    List<Edge> edges,
    Optional<String> partitionSet,
    List<CronTrigger> triggers,
    String overlap,
    boolean catchup,
    int maxCatchup,
    int maxActiveRuns,
    SortedMap<String, Value> params,
    SortedMap<String, String> tags) {

  /** {@code to} starts after {@code from} succeeded. */
  public record Edge(String from, String to) {}

  /**
   * A cron line in a zone; its tick selects a partition as semantics 8 says.
   *
   * @param partition {@code last}: the last complete one; {@code none} for a job without partitions
   */
  public record CronTrigger(String cron, String timezone, String partition, boolean enabled) {}
}
