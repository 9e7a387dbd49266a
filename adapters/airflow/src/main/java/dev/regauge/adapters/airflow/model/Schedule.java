package dev.regauge.adapters.airflow.model;

import dev.regauge.spec.plan.PartitionSetPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The arguments of the generated timetable.
 *
 * @param ticks those that fire unless the environment switches the job off
 * @param disabled those that fire only where the environment switches the job on
 * @param backlog how many missed ticks are made up for
 */
public record Schedule(
    Optional<Partitions> partitions, List<Tick> ticks, List<Tick> disabled, int backlog) {

  /**
   * The job's partition set.
   *
   * @param words of the set, as the generated algebra reads them
   * @param hasAddedKeys whether only the product's records know its keys
   * @param isFromNewest whether a range is made up for from its newest one
   */
  public record Partitions(
      PartitionSetPlan set,
      Map<String, Object> words,
      boolean hasAddedKeys,
      boolean isFromNewest) {}

  /** Returns whether any environment can make the job tick. */
  public boolean canTick() {
    return !ticks.isEmpty() || !disabled.isEmpty();
  }

  /** Whether a run that began too late after its tick does nothing. */
  boolean hasDeadline() {
    return Stream.concat(ticks.stream(), disabled.stream()).anyMatch(Tick::hasDeadline);
  }

  /** A cron line in a zone. */
  public record Tick(String cron, String timezone, boolean hasDeadline) {}
}
