package dev.regauge.adapters.spi;

import dev.regauge.spec.partition.CronLine;
import dev.regauge.spec.partition.KeyFormat;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * A time partition set in the only words that all engines have: a cron line for the boundaries.
 *
 * @param start wall time: the first window begins there or after it
 * @param endOffset how many windows past the last complete one exist already; less than 0 = how
 *     many complete ones must wait
 */
public record CronWindows(
    CronLine line, ZoneId zone, LocalDateTime start, int endOffset, KeyFormat format) {}
