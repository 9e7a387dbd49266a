package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;

/** What a product tells about its runs, and to whom. */
public record ObservabilitySpec(Optional<LineageSpec> lineage, Optional<TelemetrySpec> telemetry) {

  /**
   * OpenLineage events.
   *
   * @param resource the data bus of a {@code topic}; by default the product's only one
   * @param topic where events go by the transport kafka
   */
  public record LineageSpec(
      Optional<Boolean> enabled,
      @Choice({"http", "kafka", "file", "console", "noop"}) Optional<String> transport,
      Optional<Value> endpoint,
      @Format(TextFormat.NAME) Optional<String> resource,
      @Format(TextFormat.ONE_LINE) Optional<String> topic,
      @Format(TextFormat.ONE_LINE) Optional<String> namespace,
      @Format(TextFormat.ONE_LINE) Optional<String> producer,
      Optional<Boolean> kafkaHeaders,
      Optional<Boolean> columnLineage,
      @Choice({
            "schema",
            "columnLineage",
            "dataQualityAssertions",
            "errorMessage",
            "ingestionError",
            "parent",
            "sql",
            "ownership"
          })
          Optional<List<String>> facets) {}

  /** Metrics and what is made of them. */
  public record TelemetrySpec(
      Optional<Value> otlpEndpoint,
      @Format(TextFormat.NAME) Optional<String> metricsPrefix,
      Optional<Value> pushgateway,
      Optional<Boolean> alerts,
      Optional<Boolean> dashboards) {}
}
