package dev.regauge.adapters.airflow.model;

import dev.regauge.spec.plan.PartitionSetPlan;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of the generated timetable.
 *
 * @param backlog how many missed ticks are made up for
 */
public record Schedule(Optional<PartitionSetPlan> partitions, List<Tick> ticks, int backlog) {

  /** A cron line in a zone. */
  public record Tick(String cron, String timezone) {}
}
