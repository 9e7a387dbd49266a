package dev.regauge.adapters.airflow;

import dev.regauge.adapters.spi.CronWindows;
import dev.regauge.adapters.spi.EngineClock;
import dev.regauge.spec.partition.CronLine;
import dev.regauge.spec.partition.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Airflow's ticks and keys: {@code CronMixin._get_next} of 3.2 and 3.3, from tick to tick.
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

  /**
   * {@code CronPartitionTimetable.iter_partition_dagrun_infos}, cut where the next tick has not
   * come yet, for Airflow knows no complete partition. A repeated time is one key for two
   * partitions.
   */
  @Override
  public Optional<List<String>> keys(CronWindows windows, Instant now) {
    ZoneId zone = windows.zone();
    List<String> keys = new ArrayList<>();
    int complete = 0;
    int wanted = Math.max(0, windows.endOffset());
    Optional<Instant> at = aligned(windows.line(), zone, real(windows.start(), zone));
    while (at.isPresent()) {
      Instant begin = at.get();
      at = next(windows.line(), zone, begin);
      boolean isComplete = at.filter(end -> !end.isAfter(now)).isPresent();
      if (!isComplete && keys.size() >= complete + wanted) {
        break;
      }
      complete += isComplete ? 1 : 0;
      LocalDateTime wall = LocalDateTime.ofInstant(begin, zone);
      keys.add(windows.format().key(new Moment(begin, wall, false)));
    }
    int waiting = Math.max(0, -windows.endOffset());
    return Optional.of(List.copyOf(keys.subList(0, Math.max(0, keys.size() - waiting))));
  }

  /** {@code _align_to_next}. */
  private static Optional<Instant> aligned(CronLine line, ZoneId zone, Instant current) {
    Optional<Instant> next = next(line, zone, current);
    return next.flatMap(then -> previous(line, zone, then)).filter(current::equals).isPresent()
        ? Optional.of(current)
        : next;
  }

  private static Optional<Instant> previous(CronLine line, ZoneId zone, Instant current) {
    LocalDateTime wall = LocalDateTime.ofInstant(current, zone);
    Optional<LocalDateTime> scheduled = line.previous(wall);
    if (line.isEveryHour()) {
      return scheduled.map(then -> current.minus(Duration.between(then, wall)));
    }
    return scheduled.map(then -> real(then, zone));
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
