package dev.regauge.cli;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Reads instants of the command line. */
final class Instants {
  private Instants() {}

  /** Returns the instant; another text is a mistake of the call. */
  static Instant of(ProductArgument product, String option, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw product.usage(
          option + " takes an instant such as 2026-03-28T00:00:00Z, not '" + text + "'");
    }
  }
}
