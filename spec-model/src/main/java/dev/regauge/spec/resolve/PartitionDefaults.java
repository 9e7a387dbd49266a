package dev.regauge.spec.resolve;

import static dev.regauge.spec.resolve.SpecResolver.or;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.PartitionSetSpec.CronSpec;
import dev.regauge.spec.model.PartitionSetSpec.DailySpec;
import dev.regauge.spec.model.PartitionSetSpec.DynamicSpec;
import dev.regauge.spec.model.PartitionSetSpec.HourlySpec;
import dev.regauge.spec.model.PartitionSetSpec.MonthlySpec;
import dev.regauge.spec.model.PartitionSetSpec.StaticSpec;
import dev.regauge.spec.model.PartitionSetSpec.WeeklySpec;
import java.util.Optional;

/** The defaults of partition sets. */
final class PartitionDefaults {

  private static final String DAY_KEY = "%Y-%m-%d";
  private static final String TIME_KEY = "%Y-%m-%d-%H:%M";
  private static final String COLUMN = "partition_date";
  private static final String COLUMN_TYPE = "string";
  private static final String NO_OFFSET = "PT0S";

  private final String zone;
  private final Inheritance inherited;

  PartitionDefaults(String zone, Inheritance inherited) {
    this.zone = zone;
    this.inherited = inherited;
  }

  PartitionSetSpec set(String name, PartitionSetSpec spec) {
    SpecPath at = SpecPath.of("partitions").entry(name);
    return new PartitionSetSpec(
        spec.daily().map(set -> daily(at.field("daily"), set)),
        spec.hourly().map(set -> hourly(at.field("hourly"), set)),
        spec.weekly().map(set -> weekly(at.field("weekly"), set)),
        spec.monthly().map(set -> monthly(at.field("monthly"), set)),
        spec.cron().map(set -> cron(at.field("cron"), set)),
        spec.fixed().map(fixed -> new StaticSpec(fixed.values(), or(fixed.column(), name))),
        spec.dynamic().map(dynamic -> new DynamicSpec(or(dynamic.column(), name))),
        spec.multi());
  }

  private DailySpec daily(SpecPath at, DailySpec spec) {
    return new DailySpec(
        spec.start(),
        spec.end(),
        zone(at, spec.timezone()),
        or(spec.offset(), NO_OFFSET),
        or(spec.endOffset(), 0),
        or(spec.column(), COLUMN),
        or(spec.columnType(), COLUMN_TYPE),
        or(spec.format(), DAY_KEY));
  }

  private HourlySpec hourly(SpecPath at, HourlySpec spec) {
    return new HourlySpec(
        spec.start(),
        spec.end(),
        zone(at, spec.timezone()),
        or(spec.offset(), NO_OFFSET),
        or(spec.endOffset(), 0),
        or(spec.column(), COLUMN),
        or(spec.columnType(), COLUMN_TYPE),
        or(spec.format(), TIME_KEY));
  }

  private WeeklySpec weekly(SpecPath at, WeeklySpec spec) {
    return new WeeklySpec(
        spec.start(),
        spec.end(),
        or(spec.weekStart(), "monday"),
        zone(at, spec.timezone()),
        or(spec.offset(), NO_OFFSET),
        or(spec.endOffset(), 0),
        or(spec.column(), COLUMN),
        or(spec.columnType(), COLUMN_TYPE),
        or(spec.format(), DAY_KEY));
  }

  private MonthlySpec monthly(SpecPath at, MonthlySpec spec) {
    return new MonthlySpec(
        spec.start(),
        spec.end(),
        zone(at, spec.timezone()),
        or(spec.offset(), NO_OFFSET),
        or(spec.endOffset(), 0),
        or(spec.column(), COLUMN),
        or(spec.columnType(), COLUMN_TYPE),
        or(spec.format(), DAY_KEY));
  }

  private CronSpec cron(SpecPath at, CronSpec spec) {
    return new CronSpec(
        spec.cron(),
        spec.start(),
        spec.end(),
        zone(at, spec.timezone()),
        or(spec.endOffset(), 0),
        or(spec.column(), COLUMN),
        or(spec.columnType(), COLUMN_TYPE),
        or(spec.format(), DAY_KEY));
  }

  private Optional<String> zone(SpecPath at, Optional<String> own) {
    return inherited.or(own, at, "timezone", Optional.of(zone), Inheritance.ZONE);
  }
}
