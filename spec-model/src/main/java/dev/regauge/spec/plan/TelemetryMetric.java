package dev.regauge.spec.plan;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is counted. This table alone names the metrics: the steps read it in the plan, and alert
 * rules and dashboards ask for the same names.
 *
 * <p>All are counters, because what counts is gone a moment later: a gauge of a process that has
 * ended tells nothing.
 */
public enum TelemetryMetric {
  RUNS("runs_total", "1", "Runs that ended, by how", Labels.RUN),
  RUN_SECONDS("run_seconds_total", "s", "Seconds that runs took, by how they ended", Labels.RUN),
  STEPS("steps_total", "1", "Attempts of steps that ended, by how", Labels.STEP),
  STEP_SECONDS(
      "step_seconds_total", "s", "Seconds that attempts took, by how they ended", Labels.STEP),
  ROWS(
      "rows_total",
      "{row}",
      "Rows written, by table",
      List.of("product", "job_name", "asset", "table")),
  CHECKS(
      "checks_total",
      "1",
      "Checks that were carried out, by their outcome",
      List.of("product", "job_name", "asset", "check", "status")),
  INGESTION_ERRORS(
      "ingestion_errors_total",
      "1",
      "Attempts of ingestions that failed",
      List.of("product", "source", "category", "code")),
  INGESTION_RETRIES(
      "ingestion_retry_total",
      "1",
      "Attempts of ingestions that another one follows",
      List.of("product", "source")),
  INGESTION_ROWS_FAILED(
      "ingestion_rows_failed_total",
      "{row}",
      "Rows that an ingestion could not take over",
      List.of("product", "source"));

  private final String suffix;
  private final String unit;
  private final String about;
  private final List<String> labels;

  TelemetryMetric(String suffix, String unit, String about, List<String> labels) {
    this.suffix = suffix;
    this.unit = unit;
    this.about = about;
    this.labels = labels;
  }

  /** Returns the name under which a product with that prefix tells it. */
  public String name(String prefix) {
    return prefix + "_" + suffix;
  }

  /** Returns all metrics, by the words that the runtime knows them by. */
  static SortedMap<String, TelemetryPlan.Metric> table(String prefix) {
    SortedMap<String, TelemetryPlan.Metric> table = new TreeMap<>();
    for (TelemetryMetric metric : values()) {
      table.put(
          metric.key(),
          new TelemetryPlan.Metric(metric.name(prefix), metric.unit, metric.about, metric.labels));
    }
    return table;
  }

  /** Returns the word that the runtime knows it by, such as {@code runSeconds}. */
  private String key() {
    StringBuilder key = new StringBuilder();
    for (String word : name().toLowerCase(Locale.ROOT).split("_", -1)) {
      key.append(
          key.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return key.toString();
  }

  private static final class Labels {
    private static final List<String> RUN = List.of("product", "job_name", "status");
    private static final List<String> STEP = List.of("product", "job_name", "asset", "status");

    private Labels() {}
  }
}
