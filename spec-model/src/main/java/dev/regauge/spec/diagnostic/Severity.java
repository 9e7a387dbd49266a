package dev.regauge.spec.diagnostic;

/** How much a finding weighs: an error stops the generation, a warning does not. */
public enum Severity {
  ERROR,
  WARNING
}
