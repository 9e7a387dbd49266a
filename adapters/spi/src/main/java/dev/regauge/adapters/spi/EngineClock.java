package dev.regauge.adapters.spi;

import dev.regauge.spec.partition.CronLine;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * When an orchestrator, left alone with a cron line, would tick: its own algorithm with its own
 * peculiarities, where clocks change above all. Our rule is the {@code partition} package's.
 */
public interface EngineClock {

  /**
   * Returns the ticks in {@code [from, until)} of a line of five fields, oldest first, as the
   * engine tells them when it is asked at {@code from}: an answer may depend on the season.
   */
  List<Instant> ticks(CronLine line, ZoneId zone, Instant from, Instant until);

  /**
   * Returns the keys that the engine's own partitions would have at an instant, oldest first; empty
   * for an engine without partitions.
   */
  default Optional<List<String>> keys(CronWindows windows, Instant now) {
    return Optional.empty();
  }
}
