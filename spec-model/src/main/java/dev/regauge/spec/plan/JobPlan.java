package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * What is run together, and when.
 *
 * @param identifier the name as an identifier, unique in the product
 * @param isImplied made by the planner for an asset that is in no other job
 * @param assets upstream before downstream
 * @param edges the dependencies inside the job; those that cross jobs delay nothing (semantics 14)
 * @param partitionSet the one set of its partitioned assets
 * @param triggers cron lines, each by itself
 * @param otherTriggers what else starts it, each by itself
 * @param maxConcurrent steps at once in a run
 * @param pack {@code asset}, {@code group} or {@code job} (semantics 23)
 * @param packs what one step of the engine runs, each after those that it needs; none where each
 *     asset is a step of its own
 * @param maxRuntimeSeconds of a run
 * @param abort whose steps end with a failed one: its {@code dependents}, or {@code all}
 * @param autoPauseAfterFailures that many failed runs in a row turn the triggers off, 0 = never
 * @param setup runs before all steps
 * @param teardown runs after all steps, always
 * @param onFailure the alerts that a failed run raises
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
    List<TriggerPlan> otherTriggers,
    String overlap,
    boolean catchup,
    int maxCatchup,
    int maxActiveRuns,
    int maxConcurrent,
    String pack,
    List<PackPlan> packs,
    Optional<Long> maxRuntimeSeconds,
    String abort,
    int autoPauseAfterFailures,
    History history,
    Optional<RunPlan> setup,
    Optional<RunPlan> teardown,
    List<String> onFailure,
    SortedMap<String, Value> params,
    SortedMap<String, String> tags) {

  /**
   * Returns how many runs may be going at once; empty = any number, which {@code allow} means where
   * no more than the default of {@code maxActiveRuns}, 1, is written.
   */
  public OptionalInt runLimit() {
    return overlap.equals("allow") && maxActiveRuns == 1
        ? OptionalInt.empty()
        : OptionalInt.of(maxActiveRuns);
  }

  /** Whether failed runs in a row keep its triggers from starting more of them. */
  public boolean pauses() {
    return autoPauseAfterFailures > 0;
  }

  /** Whether a tick of some trigger also requests what was missed before it (semantics 11). */
  public boolean catchesUp() {
    return partitionSet.isPresent()
        && (catchup || triggers.stream().anyMatch(CronTrigger::takesAll));
  }

  /** Whether a tick of some trigger is left out when its run could not begin in time. */
  public boolean hasStartDeadline() {
    return triggers.stream().anyMatch(trigger -> trigger.startDeadlineSeconds().isPresent());
  }

  /** {@code to} starts after {@code from} succeeded. */
  public record Edge(String from, String to) {}

  /**
   * A cron line in a zone; its tick selects a partition as semantics 8 says.
   *
   * @param partition {@code last}: the last complete one; {@code all-missing}: with every one that
   *     has no passed record; {@code none} for a job without partitions
   * @param flavor {@code unix5}; {@code quartz6} for a line that no line of five fields is equal to
   * @param startDeadlineSeconds a tick whose run has not begun that long after it is left out
   */
  public record CronTrigger(
      String cron,
      String timezone,
      String partition,
      boolean enabled,
      String flavor,
      Optional<Long> startDeadlineSeconds) {

    /** Whether its ticks also request every partition without a passed record. */
    public boolean takesAll() {
      return partition.equals("all-missing");
    }
  }

  /** How long, and of how many runs, what happened is kept. */
  public record History(long keepSeconds, int runs) {}
}
