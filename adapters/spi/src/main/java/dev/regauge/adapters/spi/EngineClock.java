package dev.regauge.adapters.spi;

import dev.regauge.spec.partition.CronLine;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * When an orchestrator, left alone with a cron line, would tick: its own algorithm with its own
 * peculiarities, where clocks change above all. Our rule is the {@code partition} package's.
 */
public interface EngineClock {

  /** Returns the ticks in {@code [from, until)} of a line of five fields, oldest first. */
  List<Instant> ticks(CronLine line, ZoneId zone, Instant from, Instant until);
}
