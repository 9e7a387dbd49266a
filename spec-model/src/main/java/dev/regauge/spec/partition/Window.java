package dev.regauge.spec.partition;

import java.time.Instant;

/** The time span of a partition, {@code [start, end)}. */
public record Window(Instant start, Instant end) {

  /** Whether the instant is in it. */
  public boolean holds(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }

  /** Whether the two have an instant in common. */
  public boolean overlaps(Window other) {
    return start.isBefore(other.end) && other.start.isBefore(end);
  }
}
