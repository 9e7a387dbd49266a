package dev.regauge.engine.monitoring;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much an alert matters: the label by which an Alertmanager chooses whom it tells. */
enum Severity {
  CRITICAL,
  WARNING,
  INFO;

  /** Returns the label's value, such as {@code critical}. */
  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
