package dev.regauge.spec.graph;

import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.PartitionSetSpec.Windows;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.partition.CalendarTimes;
import dev.regauge.spec.partition.CalendarTimes.Unit;
import dev.regauge.spec.partition.CronLine;
import dev.regauge.spec.partition.CrossSet;
import dev.regauge.spec.partition.KeyFormat;
import dev.regauge.spec.partition.PartitionSet;
import dev.regauge.spec.partition.PartitionSets;
import dev.regauge.spec.partition.TimeSet;
import dev.regauge.spec.partition.ValueSet;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The partition sets of a resolved product, as sets that know their keys and windows. A dynamic set
 * has no keys here: what they are only a run knows.
 */
public record PartitionCalendar(ProductSpec product) {

  /**
   * Returns the set of that name.
   *
   * @throws IllegalArgumentException when its zone, its cron line or its format is wrong, which is
   *     what rules are for
   */
  public PartitionSet set(String name) {
    PartitionSetSpec spec = product.partitions().get(name);
    if (spec == null) {
      throw new IllegalArgumentException("there is no partition set " + name);
    }
    return switch (spec.kind()) {
      case "static" -> new ValueSet(name, spec.fixed().orElseThrow().values());
      case "dynamic" -> new ValueSet(name, List.of());
      case "multi" -> {
        SortedMap<String, PartitionSet> dimensions = new TreeMap<>();
        spec.multi().orElseThrow().forEach((key, set) -> dimensions.put(key, set(set)));
        yield new CrossSet(name, dimensions);
      }
      default -> timeSet(name, spec).orElseThrow();
    };
  }

  /** Returns a set of windows; empty for the other kinds. */
  public static Optional<TimeSet> timeSet(String name, PartitionSetSpec spec) {
    return spec.cron()
        .map(cron -> ofCron(name, cron))
        .or(() -> spec.daily().map(set -> of(name, set, Unit.DAY, set.offset())))
        .or(() -> spec.hourly().map(set -> of(name, set, Unit.HOUR, set.offset())))
        .or(() -> spec.monthly().map(set -> of(name, set, Unit.MONTH, set.offset())))
        .or(() -> spec.weekly().map(set -> ofWeeks(name, set)));
  }

  private static TimeSet ofCron(String name, PartitionSetSpec.CronSpec spec) {
    return PartitionSets.ofCron(
        name,
        CronLine.unix(spec.cron()),
        zone(spec),
        spec.start(),
        spec.end(),
        spec.endOffset().orElse(0),
        format(spec, KeyFormat.DAY));
  }

  private static TimeSet ofWeeks(String name, PartitionSetSpec.WeeklySpec spec) {
    DayOfWeek first = DayOfWeek.valueOf(spec.weekStart().orElse("monday").toUpperCase(Locale.ROOT));
    return of(name, spec, new CalendarTimes(Unit.WEEK, first, offset(spec.offset())));
  }

  private static TimeSet of(String name, Windows spec, Unit unit, Optional<String> offset) {
    return of(name, spec, new CalendarTimes(unit, DayOfWeek.MONDAY, offset(offset)));
  }

  private static TimeSet of(String name, Windows spec, CalendarTimes times) {
    return PartitionSets.ofCalendar(
        name,
        times,
        zone(spec),
        spec.start(),
        spec.end(),
        spec.endOffset().orElse(0),
        format(spec, times.unit() == Unit.HOUR ? KeyFormat.MINUTE : KeyFormat.DAY));
  }

  private static Duration offset(Optional<String> offset) {
    return offset.map(Duration::parse).orElse(Duration.ZERO);
  }

  private static ZoneId zone(Windows spec) {
    return ZoneId.of(spec.timezone().orElse("UTC"));
  }

  private static KeyFormat format(Windows spec, KeyFormat otherwise) {
    return spec.format().map(KeyFormat::new).orElse(otherwise);
  }
}
