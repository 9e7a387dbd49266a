package dev.regauge.adapters.dagster.clock;

import dev.regauge.adapters.dagster.clock.WallClock.Reading;
import dev.regauge.adapters.spi.EngineClock;
import dev.regauge.spec.partition.CronLine;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Dagster's ticks: {@code cron_string_iterator} of 1.13, which walks hours, days, weeks and months
 * itself and leaves the rest to croniter. Between one and four o'clock a skipped time becomes the
 * end of the gap and a repeated one the second; at other hours Python's own readings stand.
 */
public final class DagsterClock implements EngineClock {

  private static final String LEAP_DAY = " 29 2 *";
  private static final String DAY_BEFORE = " 28 2 *";

  @Override
  public List<Instant> ticks(CronLine line, ZoneId zone, Instant from, Instant until) {
    WallClock clock = new WallClock(zone);
    if (line.text().endsWith(LEAP_DAY)) {
      String start = line.text().substring(0, line.text().length() - LEAP_DAY.length());
      return walk(CronLine.unix(start + DAY_BEFORE), clock, from, until).stream()
          .filter(reading -> Year.isLeap(reading.wall().getYear()))
          .map(reading -> clock.timestamp(reading.plusDays(1)))
          .filter(at -> at.isBefore(until))
          .toList();
    }
    return walk(line, clock, from, until).stream().map(clock::timestamp).toList();
  }

  private static List<Reading> walk(CronLine line, WallClock clock, Instant from, Instant until) {
    Optional<KnownSchedule> known = KnownSchedule.of(line, clock);
    Reading start = clock.at(from);
    return known.isPresent()
        ? known(known.get(), line, start, until)
        : croniter(line, clock, start, until);
  }

  private static List<Reading> known(
      KnownSchedule schedule, CronLine line, Reading start, Instant until) {
    List<Reading> found = new ArrayList<>();
    Reading at;
    if (isSimple(line, start)) {
      at = start;
      found.add(start);
    } else {
      at = schedule.step(start, false, false);
    }
    at = schedule.step(at, true, true);
    while (schedule.clock().timestamp(at).isBefore(until)) {
      found.add(at);
      at = schedule.step(at, true, true);
    }
    return found;
  }

  private static boolean isSimple(CronLine line, Reading start) {
    boolean isOnMinute =
        start.wall().getMinute() == 0
            && start.wall().getSecond() == 0
            && start.wall().getNano() == 0;
    return switch (line.text()) {
      case "0 0 * * *" -> isOnMinute && start.wall().getHour() == 0;
      case "0 * * * *" -> isOnMinute;
      default -> false;
    };
  }

  private static List<Reading> croniter(
      CronLine line, WallClock clock, Reading start, Instant until) {
    List<Reading> found = new ArrayList<>();
    Optional<Reading> before = new CroniterWalk(line, clock, start, false).step();
    if (before.isEmpty()) {
      return found;
    }
    Reading real = clock.at(clock.timestamp(before.get()));
    CroniterWalk walk = new CroniterWalk(line, clock, real, true);
    Optional<Reading> at = walk.step();
    while (at.isPresent() && clock.timestamp(at.get()).isBefore(until)) {
      found.add(at.get());
      at = walk.step();
    }
    return found;
  }
}
