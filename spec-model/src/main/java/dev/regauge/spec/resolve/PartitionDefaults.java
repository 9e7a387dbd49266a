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
import dev.regauge.spec.resolve.Zones.Zone;
import java.util.Optional;

/** The defaults of partition sets. */
final class PartitionDefaults {

  private static final String DAY_KEY = "%Y-%m-%d";
  private static final String TIME_KEY = "%Y-%m-%d-%H:%M";
  private static final String COLUMN = "partition_date";
  private static final String COLUMN_TYPE = "string";
  private static final String NO_OFFSET = "PT0S";

  private final Zones zones;
  private final Inheritance inherited;

  PartitionDefaults(Zones zones, Inheritance inherited) {
    this.zones = zones;
    this.inherited = inherited;
  }

  PartitionSetSpec set(String name, PartitionSetSpec spec) {
    SpecPath at = SpecPath.of("partitions").entry(name);
    Zone zone = zones.of(spec.ofAsset());
    return new PartitionSetSpec(
        spec.daily().map(set -> daily(at.field("daily"), set, zone)),
        spec.hourly().map(set -> hourly(at.field("hourly"), set, zone)),
        spec.weekly().map(set -> weekly(at.field("weekly"), set, zone)),
        spec.monthly().map(set -> monthly(at.field("monthly"), set, zone)),
        spec.cron().map(set -> cron(at.field("cron"), set, zone)),
        spec.fixed().map(fixed -> new StaticSpec(fixed.values(), or(fixed.column(), name))),
        spec.dynamic().map(dynamic -> new DynamicSpec(or(dynamic.column(), name))),
        spec.multi(),
        spec.ofAsset());
  }

  private DailySpec daily(SpecPath at, DailySpec spec, Zone zone) {
    return new DailySpec(
        spec.start(),
        spec.end(),
        zone(at, spec.timezone(), zone),
        or(spec.offset(), NO_OFFSET),
        or(spec.endOffset(), 0),
        or(spec.column(), COLUMN),
        or(spec.columnType(), COLUMN_TYPE),
        or(spec.format(), DAY_KEY));
  }

  private HourlySpec hourly(SpecPath at, HourlySpec spec, Zone zone) {
    return new HourlySpec(
        spec.start(),
        spec.end(),
        zone(at, spec.timezone(), zone),
        or(spec.offset(), NO_OFFSET),
        or(spec.endOffset(), 0),
        or(spec.column(), COLUMN),
        or(spec.columnType(), COLUMN_TYPE),
        or(spec.format(), TIME_KEY));
  }

  private WeeklySpec weekly(SpecPath at, WeeklySpec spec, Zone zone) {
    return new WeeklySpec(
        spec.start(),
        spec.end(),
        or(spec.weekStart(), "monday"),
        zone(at, spec.timezone(), zone),
        or(spec.offset(), NO_OFFSET),
        or(spec.endOffset(), 0),
        or(spec.column(), COLUMN),
        or(spec.columnType(), COLUMN_TYPE),
        or(spec.format(), DAY_KEY));
  }

  private MonthlySpec monthly(SpecPath at, MonthlySpec spec, Zone zone) {
    return new MonthlySpec(
        spec.start(),
        spec.end(),
        zone(at, spec.timezone(), zone),
        or(spec.offset(), NO_OFFSET),
        or(spec.endOffset(), 0),
        or(spec.column(), COLUMN),
        or(spec.columnType(), COLUMN_TYPE),
        or(spec.format(), DAY_KEY));
  }

  private CronSpec cron(SpecPath at, CronSpec spec, Zone zone) {
    return new CronSpec(
        spec.cron(),
        spec.start(),
        spec.end(),
        zone(at, spec.timezone(), zone),
        or(spec.endOffset(), 0),
        or(spec.column(), COLUMN),
        or(spec.columnType(), COLUMN_TYPE),
        or(spec.format(), DAY_KEY));
  }

  private Optional<String> zone(SpecPath at, Optional<String> own, Zone zone) {
    return inherited.or(own, at, "timezone", Optional.of(zone.name()), zone.from());
  }
}
