package dev.regauge.spec.rule;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Durations by their texts, each read once: thousands of assets have the same few. */
final class KnownDurations {

  private final Map<String, Duration> known = new LinkedHashMap<>();

  Duration of(String text) {
    return known.computeIfAbsent(text, Duration::parse);
  }
}
