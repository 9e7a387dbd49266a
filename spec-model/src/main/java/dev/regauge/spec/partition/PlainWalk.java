package dev.regauge.spec.partition;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The walk over the wall times of a line of five fields.
 *
 * <p>The library's own walk agrees (a test compares them) and takes a hundred times as long, which
 * partition mappings, that walk a lot, cannot afford.
 *
 * @param isEither whether a day fits when one of its two fields does, instead of both
 */
record PlainWalk(
    SortedSet<Integer> minutes,
    SortedSet<Integer> hours,
    SortedSet<Integer> days,
    SortedSet<Integer> months,
    SortedSet<Integer> weekdays,
    boolean isEither) {

  /** A 29 February that a day of week must fit too comes back within this many years. */
  private static final int YEARS = 41;

  Optional<LocalDateTime> next(LocalDateTime after) {
    LocalDateTime from = after.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    LocalDate day = from.toLocalDate();
    if (fits(day)) {
      Optional<LocalTime> time = timeFrom(from.toLocalTime());
      if (time.isPresent()) {
        return Optional.of(day.atTime(time.get()));
      }
    }
    LocalTime first = LocalTime.of(hours.getFirst(), minutes.getFirst());
    int last = day.getYear() + YEARS;
    for (day = day.plusDays(1); day.getYear() < last; day = day.plusDays(1)) {
      if (!months.contains(day.getMonthValue())) {
        day = YearMonth.from(day).atEndOfMonth();
      } else if (fits(day)) {
        return Optional.of(day.atTime(first));
      }
    }
    return Optional.empty();
  }

  Optional<LocalDateTime> previous(LocalDateTime before) {
    LocalDateTime from = before.minusNanos(1).truncatedTo(ChronoUnit.MINUTES);
    LocalDate day = from.toLocalDate();
    if (fits(day)) {
      Optional<LocalTime> time = timeUntil(from.toLocalTime());
      if (time.isPresent()) {
        return Optional.of(day.atTime(time.get()));
      }
    }
    LocalTime last = LocalTime.of(hours.getLast(), minutes.getLast());
    int first = day.getYear() - YEARS;
    for (day = day.minusDays(1); day.getYear() > first; day = day.minusDays(1)) {
      if (!months.contains(day.getMonthValue())) {
        day = day.withDayOfMonth(1);
      } else if (fits(day)) {
        return Optional.of(day.atTime(last));
      }
    }
    return Optional.empty();
  }

  private boolean fits(LocalDate day) {
    boolean month = days.contains(day.getDayOfMonth());
    boolean week = weekdays.contains(day.getDayOfWeek().getValue() % 7);
    return months.contains(day.getMonthValue()) && (isEither ? month || week : month && week);
  }

  private Optional<LocalTime> timeFrom(LocalTime time) {
    if (hours.contains(time.getHour())) {
      SortedSet<Integer> later = minutes.tailSet(time.getMinute());
      if (!later.isEmpty()) {
        return Optional.of(LocalTime.of(time.getHour(), later.getFirst()));
      }
    }
    SortedSet<Integer> later = hours.tailSet(time.getHour() + 1);
    return later.isEmpty()
        ? Optional.empty()
        : Optional.of(LocalTime.of(later.getFirst(), minutes.getFirst()));
  }

  private Optional<LocalTime> timeUntil(LocalTime time) {
    if (hours.contains(time.getHour())) {
      SortedSet<Integer> earlier = minutes.headSet(time.getMinute() + 1);
      if (!earlier.isEmpty()) {
        return Optional.of(LocalTime.of(time.getHour(), earlier.getLast()));
      }
    }
    SortedSet<Integer> earlier = hours.headSet(time.getHour());
    return earlier.isEmpty()
        ? Optional.empty()
        : Optional.of(LocalTime.of(earlier.getLast(), minutes.getLast()));
  }
}
