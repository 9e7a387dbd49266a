package dev.regauge.adapters.airflow;

import dev.regauge.adapters.spi.EngineClock;
import dev.regauge.spec.partition.CronLine;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Airflow's ticks: {@code CronMixin._get_next} of 3.2 and 3.3, from tick to tick.
 *
 * <p>croniter sees wall times only. A line whose hour is {@code *} adds the distance on the wall to
 * the real clock, so that whatever lies between the two tears it off the wall: at Lord Howe's half
 * hour, and in lines such as {@code 0 * 1 * *} whose gaps hold a clock change. Every other time is
 * made real by pendulum, a repeated one the second time.
 */
final class AirflowClock implements EngineClock {

  @Override
  public List<Instant> ticks(CronLine line, ZoneId zone, Instant from, Instant until) {
    List<Instant> found = new ArrayList<>();
    Optional<Instant> at = next(line, zone, from.minusSeconds(1));
    while (at.isPresent() && at.get().isBefore(until)) {
      if (!at.get().isBefore(from)) {
        found.add(at.get());
      }
      at = next(line, zone, at.get());
    }
    return found;
  }

  private static Optional<Instant> next(CronLine line, ZoneId zone, Instant current) {
    LocalDateTime wall = LocalDateTime.ofInstant(current, zone);
    Optional<LocalDateTime> scheduled = line.next(wall);
    if (line.isEveryHour()) {
      return scheduled.map(then -> current.plus(Duration.between(wall, then)));
    }
    return scheduled.map(then -> real(then, zone));
  }

  /** pendulum's {@code convert} of a naive time with {@code fold=1}. */
  private static Instant real(LocalDateTime wall, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(wall);
    if (change == null) {
      return wall.toInstant(zone.getRules().getOffset(wall));
    }
    return wall.toInstant(change.isGap() ? change.getOffsetBefore() : change.getOffsetAfter());
  }
}
