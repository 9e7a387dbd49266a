package dev.regauge.spec.partition;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * The wall times at which the units of a calendar begin.
 *
 * @param weekStart the day that begins a week; plays no part in other units
 * @param offset wall-clock time after the unit's own beginning
 */
public record CalendarTimes(Unit unit, DayOfWeek weekStart, Duration offset) implements WallTimes {

  /** A unit of the calendar. */
  public enum Unit {
    /** From :00 to :00. */
    HOUR,
    /** From midnight to midnight. */
    DAY,
    /** Seven days. */
    WEEK,
    /** From the first of a month. */
    MONTH
  }

  @Override
  public Optional<LocalDateTime> next(LocalDateTime after) {
    return Optional.of(later(unitOf(after.minus(offset))).plus(offset));
  }

  @Override
  public Optional<LocalDateTime> previous(LocalDateTime before) {
    LocalDateTime shifted = before.minus(offset);
    LocalDateTime unitStart = unitOf(shifted);
    LocalDateTime start = unitStart.isBefore(shifted) ? unitStart : unitOf(shifted.minusNanos(1));
    return Optional.of(start.plus(offset));
  }

  @Override
  public boolean isEveryHour() {
    return unit == Unit.HOUR;
  }

  /** Returns where the unit that holds the wall time begins, the offset left out. */
  private LocalDateTime unitOf(LocalDateTime wall) {
    LocalDate day = wall.toLocalDate();
    return switch (unit) {
      case HOUR -> wall.truncatedTo(ChronoUnit.HOURS);
      case DAY -> day.atStartOfDay();
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(weekStart)).atStartOfDay();
      case MONTH -> day.withDayOfMonth(1).atStartOfDay();
    };
  }

  private LocalDateTime later(LocalDateTime start) {
    return switch (unit) {
      case HOUR -> start.plusHours(1);
      case DAY -> start.plusDays(1);
      case WEEK -> start.plusWeeks(1);
      case MONTH -> start.plusMonths(1);
    };
  }
}
