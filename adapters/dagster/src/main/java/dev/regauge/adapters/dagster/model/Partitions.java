package dev.regauge.adapters.dagster.model;

import dev.regauge.spec.plan.PartitionSetPlan;
import java.util.Map;
import java.util.SortedMap;

/**
 * A partition set under its constants.
 *
 * @param constant of Dagster's definition, for example {@code DAY_PARTITIONS}
 * @param windowsConstant of the step's own algebra, for example {@code DAY_WINDOWS}
 * @param engineName under which an instance keeps the keys of a dynamic set
 * @param words of the set, as the step's own algebra reads them
 * @param dimensions the constants of the sets that a set of several dimensions is made of
 */
public record Partitions(
    String constant,
    String windowsConstant,
    String engineName,
    PartitionSetPlan set,
    Map<String, Object> words,
    SortedMap<String, String> dimensions) {

  /** Whether its keys are added while the product runs. */
  public boolean isDynamic() {
    return set instanceof PartitionSetPlan.Dynamic;
  }
}
