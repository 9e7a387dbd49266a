package dev.regauge.spec.plan;

import java.time.Duration;

/** Durations of the spec (ISO-8601, checked when read) in seconds. */
final class Durations {

  private Durations() {}

  /** Returns whole seconds, rounded up: a limit of half a second is one second, never none. */
  static long seconds(String iso) {
    Duration duration = Duration.parse(iso);
    return duration.getSeconds() + (duration.getNano() > 0 ? 1 : 0);
  }

  /** Returns seconds with their fraction. */
  static double exactSeconds(String iso) {
    Duration duration = Duration.parse(iso);
    return duration.getSeconds() + duration.getNano() / 1e9;
  }
}
