package dev.regauge.spec.partition;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The time sets as a spec writes them: starts and ends are texts in the form of their keys. */
public final class PartitionSets {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd-HH:mm", Locale.ROOT);

  private PartitionSets() {}

  /**
   * Units of the calendar.
   *
   * @param start {@code 2025-01-31} or {@code 2025-01-31-06:00}; the offset is added to it
   * @param end like {@code start}, exclusive
   */
  public static TimeSet ofCalendar(
      String name,
      CalendarTimes times,
      ZoneId zone,
      String start,
      Optional<String> end,
      int endOffset) {
    KeyFormat format = times.unit() == CalendarTimes.Unit.HOUR ? KeyFormat.MINUTE : KeyFormat.DAY;
    return ofCalendar(name, times, zone, start, end, endOffset, format);
  }

  /** Units of the calendar with a format of their own. */
  public static TimeSet ofCalendar(
      String name,
      CalendarTimes times,
      ZoneId zone,
      String start,
      Optional<String> end,
      int endOffset,
      KeyFormat format) {
    return new TimeSet(
        name,
        times,
        zone,
        wall(start).plus(times.offset()),
        end.map(text -> wall(text).plus(times.offset())),
        endOffset,
        format);
  }

  /** Days of a zone. */
  public static TimeSet daily(
      String name,
      ZoneId zone,
      String start,
      Optional<String> end,
      Duration offset,
      int endOffset) {
    CalendarTimes times = new CalendarTimes(CalendarTimes.Unit.DAY, DayOfWeek.MONDAY, offset);
    return ofCalendar(name, times, zone, start, end, endOffset);
  }

  /** The spans between a cron's instants. */
  public static TimeSet ofCron(
      String name,
      CronLine cron,
      ZoneId zone,
      String start,
      Optional<String> end,
      int endOffset,
      KeyFormat format) {
    return new TimeSet(
        name, cron, zone, wall(start), end.map(PartitionSets::wall), endOffset, format);
  }

  /** Returns the wall time of {@code 2025-01-31} or {@code 2025-01-31-06:00}. */
  public static LocalDateTime wall(String text) {
    return text.length() > "2025-01-31".length()
        ? LocalDateTime.parse(text, MINUTE)
        : LocalDate.parse(text).atStartOfDay();
  }
}
