package dev.regauge.spec.partition;

/**
 * Which instant a wall-clock time is when the clocks were set back and it comes twice.
 *
 * <p>Boundaries of partitions are read early and ticks late, so that a tick at the very wall time
 * at which a partition ends finds it complete.
 */
public enum Reading {
  /** The first of two: boundaries of partitions. */
  EARLIER,
  /** The second of two: ticks. */
  LATER
}
