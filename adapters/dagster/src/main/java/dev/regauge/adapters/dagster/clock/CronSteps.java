package dev.regauge.adapters.dagster.clock;

import dev.regauge.adapters.dagster.clock.WallClock.Reading;
import dev.regauge.spec.partition.CronLine;
import java.time.Instant;
import java.time.Year;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code cron_string_iterator}: the ticks of a line from an instant on, onward or back.
 *
 * @param askedAt when Dagster is asked, which decides how it reads minutes past the hour
 */
record CronSteps(CronLine line, WallClock clock, Instant askedAt) {

  private static final String LEAP_DAY = " 29 2 *";
  private static final String DAY_BEFORE = " 28 2 *";

  /** Returns the ticks, endless but for a line that never fits. */
  Stream<Reading> from(Instant start, boolean isUp) {
    if (line.text().endsWith(LEAP_DAY)) {
      String time = line.text().substring(0, line.text().length() - LEAP_DAY.length());
      return new CronSteps(CronLine.unix(time + DAY_BEFORE), clock, askedAt)
          .from(start, isUp)
          .filter(reading -> Year.isLeap(reading.wall().getYear()))
          .map(reading -> reading.plusDays(1));
    }
    Reading at = clock.at(start);
    Optional<KnownSchedule> known = KnownSchedule.of(line, clock, askedAt);
    return known.isPresent() ? known(known.get(), at, isUp) : croniter(at, isUp);
  }

  private Stream<Reading> known(KnownSchedule schedule, Reading start, boolean isUp) {
    boolean isSimple = isSimple(start);
    Reading before = isSimple ? start : schedule.step(start, !isUp, false);
    Stream<Reading> rest =
        Stream.iterate(
            schedule.step(before, isUp, true), reading -> schedule.step(reading, isUp, true));
    return isSimple ? Stream.concat(Stream.of(start), rest) : rest;
  }

  private boolean isSimple(Reading start) {
    boolean isOnHour =
        start.wall().getMinute() == 0
            && start.wall().getSecond() == 0
            && start.wall().getNano() == 0;
    return switch (line.text()) {
      case "0 0 * * *" -> isOnHour && start.wall().getHour() == 0;
      case "0 * * * *" -> isOnHour;
      default -> false;
    };
  }

  private Stream<Reading> croniter(Reading start, boolean isUp) {
    Optional<Reading> before = new CroniterWalk(line, clock, start, !isUp).step();
    if (before.isEmpty()) {
      return Stream.empty();
    }
    Reading real = clock.at(clock.timestamp(before.get()));
    CroniterWalk walk = new CroniterWalk(line, clock, real, isUp);
    return Stream.iterate(walk.step(), Optional::isPresent, _ -> walk.step())
        .map(Optional::orElseThrow);
  }
}
