package dev.regauge.engine.monitoring;

import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.CheckPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.RunPlan;
import dev.regauge.spec.plan.TelemetryMetric;
import java.util.List;

/** The series that a product's runs and steps send, and which of them there can be. */
final class CountedSeries {

  /** How an attempt of a step ends that did not do its work (docs/contracts/observability.md). */
  static final List<String> BROKEN = List.of("failed", "killed", "not_run");

  private final ExecutionPlan plan;
  private final String prefix;

  CountedSeries(ExecutionPlan plan, String prefix) {
    this.plan = plan;
    this.prefix = prefix;
  }

  /** Returns this product's series of a metric. */
  PromSeries of(TelemetryMetric metric) {
    return PromSeries.of(metric, prefix).where("product", plan.product().name());
  }

  boolean hasChecks() {
    return plan.assets().stream()
        .flatMap(asset -> asset.checks().stream())
        .anyMatch(CheckPlan::enabled);
  }

  boolean hasIngestions() {
    return plan.assets().stream().map(AssetPlan::run).anyMatch(CountedSeries::isIngestion);
  }

  private static boolean isIngestion(RunPlan run) {
    return run instanceof RunPlan.Dlt
        || run instanceof RunPlan.Connector
        || run instanceof RunPlan.Airbyte;
  }
}
