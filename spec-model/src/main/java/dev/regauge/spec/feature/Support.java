package dev.regauge.spec.feature;

/** A target's answer to a feature that a spec uses. */
public sealed interface Support {

  /** The engine's own feature does it, 1:1. */
  record Native() implements Support {}

  /** Expressed by other means, which the bundle's README states. */
  record Emulated(String how) implements Support {}

  /** Expressed with a difference that one sentence tells. */
  record Approximated(String difference) implements Support {}

  /** Refused with RG-FEAT-001; {@code instead} becomes the help line. Never dropped silently. */
  record Unsupported(String why, String instead) implements Support {}
}
