package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The traces and metrics that runs and steps send, and what is made of them.
 *
 * @param metrics what is counted, by the words that the runtime knows them by
 */
public record TelemetryPlan(
    Optional<Value> otlpEndpoint,
    String metricsPrefix,
    Optional<Value> pushgateway,
    boolean alerts,
    boolean dashboards,
    SortedMap<String, Metric> metrics) {

  /** A value that is written as null is none. */
  public TelemetryPlan {
    otlpEndpoint = ValueJson.present(otlpEndpoint);
    pushgateway = ValueJson.present(pushgateway);
  }

  /**
   * A counter.
   *
   * @param name as Prometheus has it
   * @param unit in UCUM, as OpenTelemetry has it
   * @param about what it counts
   * @param labels the names of its labels
   */
  public record Metric(String name, String unit, String about, List<String> labels) {}
}
