package dev.regauge.spec.partition;

import java.time.Instant;
import java.time.LocalDateTime;

/**
 * An instant with the wall-clock time that named it.
 *
 * @param wall as it was named, which the zone may have skipped: then the instant is as much later
 *     as the clocks were set forward
 * @param isRepeated whether the wall time comes here for the second time
 */
public record Moment(Instant instant, LocalDateTime wall, boolean isRepeated) {}
