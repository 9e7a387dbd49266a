package dev.regauge.services.topics;

import java.time.Duration;

/** Durations as the brokers have them. */
final class Milliseconds {
  private Milliseconds() {}

  /** Returns the whole milliseconds of a duration, rounded up. */
  static long of(String duration) {
    return Duration.parse(duration).plusMillis(1).minusNanos(1).toMillis();
  }

  /** Returns a duration as Go writes it, in hours where they are whole, else in seconds. */
  static String go(String duration) {
    Duration known = Duration.parse(duration).plusSeconds(1).minusNanos(1);
    long seconds = known.toSeconds();
    return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds + "s";
  }
}
