package dev.regauge.adapters.dagster.model;

import dev.regauge.spec.plan.PartitionSetPlan;

/**
 * A partition set under its constants.
 *
 * @param constant of Dagster's definition, for example {@code DAY_PARTITIONS}
 * @param windowsConstant of the step's own algebra, for example {@code DAY_WINDOWS}
 */
public record Partitions(String constant, String windowsConstant, PartitionSetPlan set) {}
