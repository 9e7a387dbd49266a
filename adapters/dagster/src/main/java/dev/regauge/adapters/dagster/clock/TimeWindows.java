package dev.regauge.adapters.dagster.clock;

import dev.regauge.adapters.dagster.clock.WallClock.Reading;
import dev.regauge.adapters.spi.CronWindows;
import dev.regauge.spec.partition.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** {@code TimeWindowPartitionsDefinition.get_partition_keys} of a set without end. */
final class TimeWindows {

  private record Span(Reading start, Reading end) {}

  private final CronWindows windows;
  private final Instant now;
  private final WallClock clock;
  private final CronSteps steps;

  TimeWindows(CronWindows windows, Instant now) {
    this.windows = windows;
    this.now = now;
    this.clock = new WallClock(windows.zone());
    this.steps = new CronSteps(windows.line(), clock, now);
  }

  List<String> keys() {
    Instant start = clock.timestamp(Reading.of(windows.start()));
    Span first = new Walk(start, true).next();
    if (isNone(first)) {
      return List.of();
    }
    Instant last = at(last(first).start());
    List<String> keys = new ArrayList<>();
    Walk walk = new Walk(start, true);
    while (true) {
      Reading begin = walk.next().start();
      keys.add(key(begin));
      if (!at(begin).isBefore(last)) {
        return keys;
      }
    }
  }

  /** {@code dst_safe_strftime}. */
  private String key(Reading begin) {
    boolean isSecond =
        windows.line().isEveryHour() && begin.fold() == 1 && clock.isRepeated(begin.wall());
    return windows.format().key(new Moment(at(begin), begin.wall(), isSecond));
  }

  /** {@code _get_first_partition_window}, as far as it says that there is none. */
  private boolean isNone(Span first) {
    if (windows.endOffset() == 0) {
      return at(first.end()).isAfter(now);
    }
    boolean isUp = windows.endOffset() > 0;
    Walk walk = new Walk(now, isUp);
    Span span = walk.next();
    for (int i = isUp ? 0 : 1; i < Math.abs(windows.endOffset()); i++) {
      span = walk.next();
    }
    return at(first.end()).isAfter(at(span.start()));
  }

  /** {@code _get_last_partition_window}. */
  private Span last(Span first) {
    Walk back = new Walk(now, false);
    Span last = back.next();
    if (windows.endOffset() < 0) {
      for (int i = windows.endOffset(); i < 0; i++) {
        last = back.next();
      }
    } else if (windows.endOffset() > 0) {
      Walk onward = new Walk(at(last.end()), true);
      for (int i = 0; i < windows.endOffset(); i++) {
        last = onward.next();
      }
    }
    return at(last.start()).isBefore(at(first.start())) ? first : last;
  }

  private Instant at(Reading reading) {
    return clock.timestamp(reading);
  }

  /** {@code _iterate_time_windows} and its reverse. */
  private final class Walk {

    private final boolean isUp;
    private final Iterator<Reading> iterator;
    private Reading current;

    Walk(Instant from, boolean isUp) {
      this.isUp = isUp;
      this.iterator = steps.from(from, isUp).iterator();
      this.current = iterator.next();
      while (isUp ? at(current).isBefore(from) : at(current).isAfter(from)) {
        current = iterator.next();
      }
    }

    Span next() {
      Reading other = iterator.next();
      Span span = isUp ? new Span(current, other) : new Span(other, current);
      current = other;
      return span;
    }
  }
}
