package dev.regauge.adapters.dagster.clock;

import dev.regauge.adapters.dagster.clock.WallClock.Reading;
import dev.regauge.spec.partition.CronLine;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The intervals that Dagster walks itself, {@code _find_schedule_time}.
 *
 * @param unit hours, days, weeks or months
 * @param isOfZone whether minutes are the zone's and not UTC's: {@code has_nonzero_minute_offset}
 */
record KnownSchedule(CronLine line, ChronoUnit unit, WallClock clock, boolean isOfZone) {

  private static final int SURE_DAY = 28;

  static Optional<KnownSchedule> of(CronLine line, WallClock clock, Instant askedAt) {
    boolean isTimed = one(line, "minute") && one(line, "hour");
    boolean isEveryMonth = line.isAny("month");
    boolean isEveryDay = line.isAny("day of month");
    boolean isAnyWeekday = line.isAny("day of week");
    ChronoUnit unit;
    if (isTimed
        && one(line, "day of month")
        && isEveryMonth
        && isAnyWeekday
        && line.values("day of month").getFirst() <= SURE_DAY) {
      unit = ChronoUnit.MONTHS;
    } else if (isTimed && one(line, "day of week") && isEveryDay && isEveryMonth) {
      unit = ChronoUnit.WEEKS;
    } else if (isTimed && isEveryDay && isEveryMonth) {
      unit = ChronoUnit.DAYS;
    } else if (!line.isAny("minute")
        && line.isAny("hour")
        && isEveryDay
        && isEveryMonth
        && isAnyWeekday) {
      unit = ChronoUnit.HOURS;
    } else {
      return Optional.empty();
    }
    // Dagster asks for the zone's offset of today, whatever the days that it walks.
    boolean isOfZone = clock.zone().getRules().getOffset(askedAt).getTotalSeconds() % 3600 != 0;
    return Optional.of(new KnownSchedule(line, unit, clock, isOfZone));
  }

  private static boolean one(CronLine line, String field) {
    return line.values(field).size() == 1;
  }

  Reading step(Reading from, boolean isUp, boolean isOnBoundary) {
    return switch (unit) {
      case HOURS -> hour(from, isUp, isOnBoundary);
      case DAYS -> day(from, isUp, isOnBoundary);
      case WEEKS -> week(from, isUp, isOnBoundary);
      case MONTHS -> month(from, isUp, isOnBoundary);
      default -> throw new IllegalStateException(unit.toString());
    };
  }

  private int first(String field) {
    return line.values(field).getFirst();
  }

  private Reading replaced(Reading reading, int day) {
    LocalDateTime wall =
        reading
            .wall()
            .withDayOfMonth(day)
            .withHour(first("hour"))
            .withMinute(first("minute"))
            .withSecond(0)
            .withNano(0);
    return clock.settled(new Reading(wall, reading.fold()));
  }

  private boolean isOff(Reading reading) {
    return reading.wall().getHour() != first("hour")
        || reading.wall().getMinute() != first("minute");
  }

  private Reading hour(Reading from, boolean isUp, boolean isOnBoundary) {
    SortedSet<Integer> minutes = line.values("minute");
    LocalDateTime wall = from.wall();
    boolean isExact =
        wall.getMinute() == minutes.getFirst() && wall.getSecond() == 0 && wall.getNano() == 0;
    Instant at = clock.timestamp(from);
    if (minutes.size() == 1 && (isOnBoundary || isExact)) {
      return clock.at(at.plus(Duration.ofHours(isUp ? 1 : -1)));
    }
    Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
    if (isUp && minute.isBefore(at)) {
      minute = minute.plus(Duration.ofMinutes(1));
    }
    int current =
        isOfZone
            ? clock.at(minute).wall().getMinute()
            : Math.floorMod(minute.getEpochSecond() / 60, 60);
    Instant best = isUp ? Instant.MAX : Instant.MIN;
    for (int wanted : minutes) {
      int distance = Math.floorMod(isUp ? wanted - current : current - wanted, 60);
      Instant found = minute.plus(Duration.ofMinutes(isUp ? distance : -distance));
      if (isUp && !found.isAfter(at)) {
        found = found.plus(Duration.ofHours(1));
      } else if (!isUp && !found.isBefore(at)) {
        found = found.minus(Duration.ofHours(1));
      }
      best = found.isBefore(best) == isUp ? found : best;
    }
    return clock.at(best);
  }

  private Reading day(Reading start, boolean isUp, boolean wasOnBoundary) {
    Reading date = start;
    boolean isOnBoundary = wasOnBoundary;
    while (true) {
      LocalDateTime wall = date.wall();
      boolean isExact = !isOff(date) && wall.getSecond() == 0 && wall.getNano() == 0;
      Reading found = isOnBoundary && isExact ? date : replaced(date, wall.getDayOfMonth());
      if (isOnBoundary || isStill(found, date, isUp)) {
        found = found.plusDays(isUp ? 1 : -1);
      }
      if (isOff(found)) {
        found = replaced(found, found.wall().getDayOfMonth());
      }
      date = clock.settled(found);
      if (line.values("day of week").contains(weekday(date))) {
        return date;
      }
      isOnBoundary = true;
    }
  }

  private boolean isStill(Reading found, Reading date, boolean isUp) {
    Instant one = clock.timestamp(found);
    Instant other = clock.timestamp(date);
    return isUp ? !one.isAfter(other) : !one.isBefore(other);
  }

  private static int weekday(Reading reading) {
    return reading.wall().getDayOfWeek().getValue() % 7;
  }

  private Reading week(Reading date, boolean isUp, boolean isOnBoundary) {
    Reading found = date;
    if (!isOnBoundary) {
      found = replaced(date, date.wall().getDayOfMonth());
      int wanted = first("day of week");
      int current = weekday(found);
      if (wanted != current) {
        int ahead = Math.floorMod(wanted - current, 7);
        int back = Math.floorMod(current - wanted, 7);
        found = found.plusDays(isUp ? ahead : -back);
      }
    }
    if (isOnBoundary || isStill(found, date, isUp)) {
      found = found.plusDays(isUp ? 7 : -7);
    }
    return checked(found, found.wall().getDayOfMonth());
  }

  private Reading month(Reading date, boolean isUp, boolean isOnBoundary) {
    Reading found = isOnBoundary ? date : replaced(date, first("day of month"));
    if (isOnBoundary || isStill(found, date, isUp)) {
      found = Reading.of(found.wall().plusMonths(isUp ? 1 : -1));
    }
    return checked(found, first("day of month"));
  }

  private Reading checked(Reading found, int day) {
    return clock.settled(isOff(found) ? replaced(found, day) : found);
  }
}
