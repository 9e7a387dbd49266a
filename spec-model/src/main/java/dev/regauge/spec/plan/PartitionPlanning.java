package dev.regauge.spec.plan;

import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.PartitionSetSpec.Windows;
import java.util.Optional;

/** Plans partition sets. */
final class PartitionPlanning {

  private final String zone;

  PartitionPlanning(String zone) {
    this.zone = zone;
  }

  PartitionSetPlan plan(String name, PartitionSetSpec set) {
    return Optional.<PartitionSetPlan>empty()
        .or(
            () ->
                set.daily()
                    .map(
                        spec ->
                            new PartitionSetPlan.Daily(
                                name,
                                spec.start(),
                                spec.end(),
                                zone(spec),
                                offset(spec.offset()),
                                spec.endOffset().orElse(0),
                                column(spec),
                                type(spec),
                                format(spec, "%Y-%m-%d"))))
        .or(
            () ->
                set.hourly()
                    .map(
                        spec ->
                            new PartitionSetPlan.Hourly(
                                name,
                                spec.start(),
                                spec.end(),
                                zone(spec),
                                offset(spec.offset()),
                                spec.endOffset().orElse(0),
                                column(spec),
                                type(spec),
                                format(spec, "%Y-%m-%d-%H:%M"))))
        .or(
            () ->
                set.weekly()
                    .map(
                        spec ->
                            new PartitionSetPlan.Weekly(
                                name,
                                spec.start(),
                                spec.end(),
                                spec.weekStart().orElse("monday"),
                                zone(spec),
                                offset(spec.offset()),
                                spec.endOffset().orElse(0),
                                column(spec),
                                type(spec),
                                format(spec, "%Y-%m-%d"))))
        .or(
            () ->
                set.monthly()
                    .map(
                        spec ->
                            new PartitionSetPlan.Monthly(
                                name,
                                spec.start(),
                                spec.end(),
                                zone(spec),
                                offset(spec.offset()),
                                spec.endOffset().orElse(0),
                                column(spec),
                                type(spec),
                                format(spec, "%Y-%m-%d"))))
        .or(
            () ->
                set.cron()
                    .map(
                        spec ->
                            new PartitionSetPlan.Cron(
                                name,
                                spec.cron(),
                                spec.start(),
                                spec.end(),
                                zone(spec),
                                spec.endOffset().orElse(0),
                                column(spec),
                                type(spec),
                                format(spec, "%Y-%m-%d"))))
        .or(
            () ->
                set.fixed()
                    .map(
                        spec ->
                            new PartitionSetPlan.Static(
                                name, spec.values(), spec.column().orElse(name), "string")))
        .or(
            () ->
                set.dynamic()
                    .map(
                        spec ->
                            new PartitionSetPlan.Dynamic(
                                name, spec.column().orElse(name), "string")))
        .orElseGet(() -> new PartitionSetPlan.Multi(name, set.multi().orElseThrow()));
  }

  private String zone(Windows spec) {
    return spec.timezone().orElse(zone);
  }

  private static long offset(Optional<String> offset) {
    return offset.map(Durations::seconds).orElse(0L);
  }

  private static String column(Windows spec) {
    return spec.column().orElse("partition_date");
  }

  private static String type(Windows spec) {
    return spec.columnType().orElse("string");
  }

  private static String format(Windows spec, String otherwise) {
    return spec.format().orElse(otherwise);
  }
}
