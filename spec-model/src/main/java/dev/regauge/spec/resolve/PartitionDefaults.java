package dev.regauge.spec.resolve;

import static dev.regauge.spec.resolve.SpecResolver.or;

import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.PartitionSetSpec.CronSpec;
import dev.regauge.spec.model.PartitionSetSpec.DailySpec;
import dev.regauge.spec.model.PartitionSetSpec.DynamicSpec;
import dev.regauge.spec.model.PartitionSetSpec.HourlySpec;
import dev.regauge.spec.model.PartitionSetSpec.MonthlySpec;
import dev.regauge.spec.model.PartitionSetSpec.StaticSpec;
import dev.regauge.spec.model.PartitionSetSpec.WeeklySpec;

/** The defaults of partition sets. */
final class PartitionDefaults {

  private static final String DAY_KEY = "%Y-%m-%d";
  private static final String TIME_KEY = "%Y-%m-%d-%H:%M";
  private static final String COLUMN = "partition_date";
  private static final String COLUMN_TYPE = "string";
  private static final String NO_OFFSET = "PT0S";

  private final String zone;

  PartitionDefaults(String zone) {
    this.zone = zone;
  }

  PartitionSetSpec set(String name, PartitionSetSpec spec) {
    return new PartitionSetSpec(
        spec.daily().map(this::daily),
        spec.hourly().map(this::hourly),
        spec.weekly().map(this::weekly),
        spec.monthly().map(this::monthly),
        spec.cron().map(this::cron),
        spec.fixed().map(fixed -> new StaticSpec(fixed.values(), or(fixed.column(), name))),
        spec.dynamic().map(dynamic -> new DynamicSpec(or(dynamic.column(), name))),
        spec.multi());
  }

  private DailySpec daily(DailySpec spec) {
    return new DailySpec(
        spec.start(),
        spec.end(),
        or(spec.timezone(), zone),
        or(spec.offset(), NO_OFFSET),
        or(spec.endOffset(), 0),
        or(spec.column(), COLUMN),
        or(spec.columnType(), COLUMN_TYPE),
        or(spec.format(), DAY_KEY));
  }

  private HourlySpec hourly(HourlySpec spec) {
    return new HourlySpec(
        spec.start(),
        spec.end(),
        or(spec.timezone(), zone),
        or(spec.offset(), NO_OFFSET),
        or(spec.endOffset(), 0),
        or(spec.column(), COLUMN),
        or(spec.columnType(), COLUMN_TYPE),
        or(spec.format(), TIME_KEY));
  }

  private WeeklySpec weekly(WeeklySpec spec) {
    return new WeeklySpec(
        spec.start(),
        spec.end(),
        or(spec.weekStart(), "monday"),
        or(spec.timezone(), zone),
        or(spec.offset(), NO_OFFSET),
        or(spec.endOffset(), 0),
        or(spec.column(), COLUMN),
        or(spec.columnType(), COLUMN_TYPE),
        or(spec.format(), DAY_KEY));
  }

  private MonthlySpec monthly(MonthlySpec spec) {
    return new MonthlySpec(
        spec.start(),
        spec.end(),
        or(spec.timezone(), zone),
        or(spec.offset(), NO_OFFSET),
        or(spec.endOffset(), 0),
        or(spec.column(), COLUMN),
        or(spec.columnType(), COLUMN_TYPE),
        or(spec.format(), DAY_KEY));
  }

  private CronSpec cron(CronSpec spec) {
    return new CronSpec(
        spec.cron(),
        spec.start(),
        spec.end(),
        or(spec.timezone(), zone),
        or(spec.endOffset(), 0),
        or(spec.column(), COLUMN),
        or(spec.columnType(), COLUMN_TYPE),
        or(spec.format(), DAY_KEY));
  }
}
