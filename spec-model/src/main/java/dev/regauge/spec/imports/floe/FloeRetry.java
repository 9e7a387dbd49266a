package dev.regauge.spec.imports.floe;

import dev.regauge.spec.imports.Fate;
import dev.regauge.spec.imports.FlowText;
import dev.regauge.spec.imports.Survival;
import dev.regauge.spec.source.ForeignTree.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code plugins.ingestion.retry}: what every ingestion of the platform is retried by. */
final class FloeRetry {

  /** A year: more than any retry waits. */
  private static final double LONGEST = 31_536_000;

  private final Map<String, Object> retry = new LinkedHashMap<>();
  private boolean isPartialRetried;

  /** Returns the {@code retry} of an asset; empty when floe says nothing. */
  Map<String, Object> retry() {
    return retry;
  }

  boolean isPartialRetried() {
    return isPartialRetried;
  }

  /** Takes what is written. */
  void read(FloeMap map, Survival survival) {
    map.knowsOnly(
        "max_attempts",
        "initial_delay_seconds",
        "max_delay_seconds",
        "backoff_multiplier",
        "retryable_categories");
    map.number("max_attempts", 1, 1001, true)
        .ifPresent(
            text -> {
              int again = Integer.parseInt(text.text()) - 1;
              retry.put("max", new FlowText.Plain(String.valueOf(again)));
              survival.add(
                  text.span(),
                  map.path("max_attempts"),
                  Fate.MAPPED,
                  "assets[*].retry.max",
                  "floe counts the first attempt too");
            });
    seconds(map, "initial_delay_seconds", "wait", survival);
    map.number("backoff_multiplier", 1, 1000, false)
        .ifPresent(
            text -> {
              String plain = new BigDecimal(text.text()).stripTrailingZeros().toPlainString();
              retry.put("multiplier", new FlowText.Plain(plain));
              survival.add(
                  text.span(),
                  map.path("backoff_multiplier"),
                  Fate.MAPPED,
                  "assets[*].retry.multiplier");
            });
    seconds(map, "max_delay_seconds", "maxWait", survival);
    categories(map, survival);
  }

  private void seconds(FloeMap map, String field, String to, Survival survival) {
    map.number(field, 0.001, LONGEST, false)
        .ifPresent(
            text -> {
              BigDecimal millis = new BigDecimal(text.text()).movePointRight(3);
              long whole = millis.setScale(0, RoundingMode.CEILING).longValueExact();
              retry.put(to, Duration.ofMillis(whole).toString());
              survival.add(text.span(), map.path(field), Fate.MAPPED, "assets[*].retry." + to);
            });
  }

  private void categories(FloeMap map, Survival survival) {
    String field = "retryable_categories";
    List<Object> categories = new ArrayList<>();
    for (Text text : map.texts(field)) {
      String to = "assets[*].retry.categories";
      switch (text.text()) {
        case "TRANSIENT" -> {
          categories.addAll(List.of("TRANSIENT", "RESOURCE"));
          survival.add(
              text.span(),
              map.path(field),
              Fate.MAPPED,
              to,
              "TRANSIENT, and RESOURCE: floe has no word of its own for memory or disk that ran"
                  + " out");
        }
        case "PERMANENT" -> {
          categories.addAll(List.of("VALIDATION", "PERMANENT"));
          survival.add(
              text.span(),
              map.path(field),
              Fate.MAPPED,
              to,
              "PERMANENT, and VALIDATION: floe has no word of its own for data that are not as"
                  + " declared");
        }
        case "PARTIAL" -> {
          isPartialRetried = true;
          survival.add(text.span(), map.path(field), Fate.MAPPED, "assets[*].errors.onPartial");
        }
        case "CONFIGURATION" ->
            survival.add(
                text.span(),
                map.path(field),
                Fate.LOST,
                "",
                "a wrong setting is wrong again with the next attempt: it is never retried");
        default ->
            map.refuse(
                text.span(),
                "a category is TRANSIENT, PERMANENT, PARTIAL or CONFIGURATION",
                "write one of them");
      }
    }
    if (!categories.isEmpty()) {
      retry.put("categories", categories.stream().distinct().toList());
    } else if (map.has(field)) {
      // Nothing that the spec has a word for is retried: our default would retry some.
      retry.clear();
      retry.put("max", new FlowText.Plain("0"));
      if (isPartialRetried) {
        map.refuse(
            map.at(field),
            "a partial load alone cannot be what is retried",
            "add TRANSIENT to the categories");
      }
    }
  }
}
