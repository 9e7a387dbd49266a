package dev.regauge.spec.plan;

import dev.regauge.spec.partition.CalendarTimes;
import dev.regauge.spec.partition.CronLine;
import dev.regauge.spec.partition.KeyFormat;
import dev.regauge.spec.partition.PartitionSets;
import dev.regauge.spec.partition.TimeSet;
import dev.regauge.spec.plan.PartitionSetPlan.Timed;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * The windows of a time set of the plan: what an adapter asks before it trusts its engine's own.
 */
public final class PlanWindows {

  private static final long HOUR = 3600;
  private static final long DAY = 24 * HOUR;

  private PlanWindows() {}

  /** Returns the set that knows its keys and windows. */
  public static TimeSet of(Timed set) {
    ZoneId zone = ZoneId.of(set.timezone());
    KeyFormat format = new KeyFormat(set.format());
    return switch (set) {
      case PartitionSetPlan.Cron cron ->
          PartitionSets.ofCron(
              cron.name(),
              CronLine.unix(cron.cron()),
              zone,
              cron.start(),
              cron.end(),
              cron.endOffset(),
              format);
      case PartitionSetPlan.Daily _ -> calendar(set, CalendarTimes.Unit.DAY, "monday");
      case PartitionSetPlan.Hourly _ -> calendar(set, CalendarTimes.Unit.HOUR, "monday");
      case PartitionSetPlan.Weekly weekly ->
          calendar(set, CalendarTimes.Unit.WEEK, weekly.weekStart());
      case PartitionSetPlan.Monthly _ -> calendar(set, CalendarTimes.Unit.MONTH, "monday");
    };
  }

  /**
   * Returns the line of five fields that names the beginnings of the windows, such as {@code 0 6 *
   * * 1}; empty where an offset has seconds or is as long as a window's shortest neighbour unit.
   */
  public static Optional<String> cronLine(Timed set) {
    long offset = set.offsetSeconds();
    long most = set instanceof PartitionSetPlan.Hourly ? HOUR : DAY;
    if (offset % 60 != 0 || offset < 0 || offset >= most) {
      return Optional.empty();
    }
    String time = offset % HOUR / 60 + " " + offset / HOUR;
    return Optional.of(
        switch (set) {
          case PartitionSetPlan.Cron cron -> cron.cron();
          case PartitionSetPlan.Hourly _ -> offset / 60 + " * * * *";
          case PartitionSetPlan.Daily _ -> time + " * * *";
          case PartitionSetPlan.Weekly weekly ->
              time + " * * " + weekday(weekly.weekStart()).getValue() % 7;
          case PartitionSetPlan.Monthly _ -> time + " 1 * *";
        });
  }

  /** Returns the wall time at or after which the first window begins, the offset included. */
  public static LocalDateTime start(Timed set) {
    return PartitionSets.wall(set.start()).plusSeconds(set.offsetSeconds());
  }

  /** Returns the wall time at or before which the last window ends, the offset included. */
  public static Optional<LocalDateTime> end(Timed set) {
    return set.end().map(end -> PartitionSets.wall(end).plusSeconds(set.offsetSeconds()));
  }

  private static TimeSet calendar(Timed set, CalendarTimes.Unit unit, String weekStart) {
    return PartitionSets.ofCalendar(
        set.name(),
        new CalendarTimes(unit, weekday(weekStart), Duration.ofSeconds(set.offsetSeconds())),
        ZoneId.of(set.timezone()),
        set.start(),
        set.end(),
        set.endOffset(),
        new KeyFormat(set.format()));
  }

  private static DayOfWeek weekday(String name) {
    return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
