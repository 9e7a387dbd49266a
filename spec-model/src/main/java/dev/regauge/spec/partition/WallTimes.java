package dev.regauge.spec.partition;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A sequence of wall-clock times, which knows no zone: what a cron line or "every day at six"
 * names.
 */
public interface WallTimes {

  /** Returns the first of these times after the given one; empty when there is none. */
  Optional<LocalDateTime> next(LocalDateTime after);

  /** Returns the last of these times before the given one; empty when there is none. */
  Optional<LocalDateTime> previous(LocalDateTime before);

  /**
   * Whether the times repeat in every hour of a day. Then they are readings of a running clock: an
   * hour that the clocks repeat has them twice, one that they skip has none. Otherwise each time is
   * an appointment, kept once, whatever the clocks do.
   */
  boolean isEveryHour();

  /** Whether the given time is one of these. */
  default boolean contains(LocalDateTime time) {
    return next(time.minusSeconds(1)).filter(time::equals).isPresent();
  }
}
