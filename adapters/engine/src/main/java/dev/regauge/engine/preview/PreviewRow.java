package dev.regauge.engine.preview;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * An instant at which a trigger ticks, by our rule or on an engine that is left alone.
 *
 * @param isTick whether our rule ticks here; else only the engines in {@code alone} do
 * @param partitions what the tick selects, oldest first; empty when nothing is complete yet, or the
 *     job has no partitions
 * @param upstream what these partitions need of the assets that come first
 * @param alone the targets whose engine differs here: those that miss the tick, or that alone have
 *     one
 */
public record PreviewRow(
    Instant at,
    String cron,
    ZoneId zone,
    boolean isTick,
    List<String> partitions,
    List<UpstreamKeys> upstream,
    List<String> alone) {
  public PreviewRow {
    partitions = List.copyOf(partitions);
    upstream = List.copyOf(upstream);
    alone = List.copyOf(alone);
  }

  /** Returns the instant on the trigger's wall. */
  public OffsetDateTime local() {
    return at.atZone(zone).toOffsetDateTime();
  }
}
