package dev.regauge.adapters.dagster.clock;

import dev.regauge.adapters.spi.CronWindows;
import dev.regauge.adapters.spi.EngineClock;
import dev.regauge.spec.partition.CronLine;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Dagster's ticks and keys: {@code cron_string_iterator} of 1.13, which walks hours, days, weeks
 * and months itself and leaves the rest to croniter, and {@code TimeWindowPartitionsDefinition}.
 * Between one and four o'clock a skipped time becomes the end of the gap and a repeated one the
 * second; at other hours Python's own readings stand.
 */
public final class DagsterClock implements EngineClock {

  @Override
  public List<Instant> ticks(CronLine line, ZoneId zone, Instant from, Instant until) {
    WallClock clock = new WallClock(zone);
    return new CronSteps(line, clock, from)
        .from(from, true)
        .map(clock::timestamp)
        .takeWhile(at -> at.isBefore(until))
        .toList();
  }

  @Override
  public Optional<List<String>> keys(CronWindows windows, Instant now) {
    return Optional.of(new TimeWindows(windows, now).keys());
  }
}
