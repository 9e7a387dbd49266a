package dev.regauge.adapters.dagster.clock;

import dev.regauge.adapters.dagster.clock.WallClock.Reading;
import dev.regauge.spec.partition.CronLine;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** {@code _timezone_aware_cron_iter}: the lines that Dagster leaves to croniter. */
final class CroniterWalk {

  private final CronLine line;
  private final WallClock clock;
  private final boolean isUp;
  private LocalDateTime naive;
  private Instant last;
  private final Deque<Reading> considered = new ArrayDeque<>();

  CroniterWalk(CronLine line, WallClock clock, Reading start, boolean isUp) {
    this.line = line;
    this.clock = clock;
    this.isUp = isUp;
    this.naive = start.wall().plusHours(isUp ? -1 : 1);
    this.last = clock.timestamp(start);
  }

  /** Returns the next tick; empty when croniter finds none. */
  Optional<Reading> step() {
    while (true) {
      while (!considered.isEmpty()) {
        Reading reading = isUp ? considered.removeFirst() : considered.removeLast();
        Instant at = clock.timestamp(reading);
        if (isUp ? at.isAfter(last) : at.isBefore(last)) {
          last = at;
          return Optional.of(reading);
        }
      }
      if (!advance()) {
        return Optional.empty();
      }
      Reading found = Reading.of(naive);
      if (clock.isSkipped(naive)) {
        if (!line.isEveryHour()) {
          considered.add(clock.postTransition(found));
        }
      } else if (clock.isRepeated(naive)) {
        considered.addAll(ambiguous(found));
      } else {
        considered.add(found);
      }
    }
  }

  private boolean advance() {
    Optional<LocalDateTime> found = isUp ? line.next(naive) : line.previous(naive);
    found.ifPresent(wall -> naive = wall);
    return found.isPresent();
  }

  /** {@code _get_dates_to_consider_after_ambigious_time}. */
  private List<Reading> ambiguous(Reading found) {
    Reading post = new Reading(found.wall(), 1);
    if (!line.isEveryHour()) {
      return List.of(post);
    }
    Reading pre = found;
    List<Reading> readings = new ArrayList<>(List.of(post, pre));
    Reading currentPre = pre;
    Reading currentPost = post;
    while (isUp
        ? clock.timestamp(currentPre).isBefore(clock.timestamp(post))
        : clock.timestamp(currentPost).isAfter(clock.timestamp(pre))) {
      if (!advance()) {
        break;
      }
      currentPre = Reading.of(naive);
      currentPost = new Reading(naive, 1);
      readings.add(currentPre);
      readings.add(currentPost);
    }
    readings.sort(Comparator.comparing(clock::timestamp));
    return readings;
  }
}
