package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import java.util.Optional;

/** The metrics that the steps send, and what is made of them. */
public record TelemetryPlan(
    Optional<Value> otlpEndpoint,
    String metricsPrefix,
    Optional<Value> pushgateway,
    boolean alerts,
    boolean dashboards) {

  /** A value that is written as null is none. */
  public TelemetryPlan {
    otlpEndpoint = ValueJson.present(otlpEndpoint);
    pushgateway = ValueJson.present(pushgateway);
  }
}
