package dev.regauge.services;

import java.time.Duration;
import java.util.Optional;

/** Durations as whole seconds, which is all that compose and Kubernetes have. */
public final class Seconds {
  private Seconds() {}

  /** Returns the seconds of a duration, rounded up; 0 without one. */
  public static int of(Optional<String> duration) {
    Duration known = duration.map(Duration::parse).orElse(Duration.ZERO);
    return Math.toIntExact(known.plusSeconds(1).minusNanos(1).toSeconds());
  }
}
