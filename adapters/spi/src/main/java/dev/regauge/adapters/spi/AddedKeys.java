package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PartitionSetPlan;
import dev.regauge.spec.plan.SensorPlan;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Dynamic partition sets: their keys are the product's own records, which sensors, functions and
 * people add to. A target asks the runtime for them, and is never the place where they are.
 */
public final class AddedKeys {

  private AddedKeys() {}

  /** Returns the sets whose keys are added while the product runs. */
  public static List<PartitionSetPlan.Dynamic> sets(ExecutionPlan plan) {
    return plan.partitionSets().values().stream()
        .filter(PartitionSetPlan.Dynamic.class::isInstance)
        .map(PartitionSetPlan.Dynamic.class::cast)
        .toList();
  }

  /** Returns the names of those sets, as a reader is told them; empty when there are none. */
  public static String words(ExecutionPlan plan) {
    return sets(plan).stream().map(PartitionSetPlan::name).collect(Collectors.joining(", "));
  }

  /** Returns the sensors whose hits become keys, whether they start a job or not. */
  public static List<SensorPlan> sensors(ExecutionPlan plan) {
    return plan.sensors().values().stream().filter(sensor -> sensor.adds().isPresent()).toList();
  }

  /** Returns what a bundle was made from that keeps an engine's keys. */
  public static List<String> origins(ExecutionPlan plan) {
    return Stream.concat(
            sets(plan).stream().map(set -> "partitions[" + set.name() + "]"),
            sensors(plan).stream().map(sensor -> "sensors[" + sensor.name() + "]"))
        .toList();
  }

  /** Whether the keys of a set, or those of one of its dimensions, are added. */
  public static boolean isOf(ExecutionPlan plan, String set) {
    PartitionSetPlan found = plan.partitionSets().get(set);
    return found instanceof PartitionSetPlan.Dynamic
        || (found instanceof PartitionSetPlan.Multi multi
            && multi.dimensions().values().stream().anyMatch(of -> isOf(plan, of)));
  }

  /** Returns the jobs over a dynamic set, or over one that has it as a dimension, with a cron. */
  public static List<String> ticking(FeatureUse use) {
    return use.values().get("cronJobs") instanceof Value.Sequence(List<Value> items)
        ? items.stream()
            .filter(Value.Text.class::isInstance)
            .map(item -> ((Value.Text) item).text())
            .toList()
        : List.of();
  }
}
