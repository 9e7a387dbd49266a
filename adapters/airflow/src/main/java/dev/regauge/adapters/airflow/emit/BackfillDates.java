package dev.regauge.adapters.airflow.emit;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The dates by which an operator asks for a partition set's backfill, as an example: days of a
 * time, or for values day n of 1970 for the n-th.
 */
record BackfillDates(boolean isTime, LocalDate first, LocalDate last) {

  private static final LocalDate EPOCH = LocalDate.of(1970, 1, 1);

  static BackfillDates none() {
    return new BackfillDates(false, EPOCH, EPOCH);
  }

  /** Returns the dates of a set in the words of the generated algebra. */
  static BackfillDates of(Map<String, Object> words) {
    if (words.get("values") instanceof List<?> values) {
      return new BackfillDates(false, EPOCH, EPOCH.plusDays(values.size() - 1L));
    }
    if ("dynamic".equals(words.get("kind"))) {
      return none();
    }
    if (words.get("dimensions") instanceof Map<?, ?> dimensions) {
      return ofDimensions(dimensions);
    }
    LocalDate first = LocalDate.parse(String.valueOf(words.get("start")).substring(0, 10));
    return new BackfillDates(true, first, last(String.valueOf(words.get("kind")), first));
  }

  private static BackfillDates ofDimensions(Map<?, ?> dimensions) {
    long values = 1;
    for (Object each : dimensions.values()) {
      Map<?, ?> dimension = (Map<?, ?>) each;
      if (dimension.get("start") instanceof String start) {
        LocalDate first = LocalDate.parse(start.substring(0, 10));
        return new BackfillDates(true, first, last(String.valueOf(dimension.get("kind")), first));
      }
      values *= dimension.get("values") instanceof List<?> list ? list.size() : 1;
    }
    return new BackfillDates(false, EPOCH, EPOCH.plusDays(values - 1));
  }

  private static LocalDate last(String kind, LocalDate first) {
    return switch (kind) {
      case "hourly" -> first;
      case "weekly" -> first.plusWeeks(6);
      case "monthly" -> first.plusMonths(6);
      default -> first.plusDays(6);
    };
  }
}
