package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.plan.ExecutionPlan;
import java.util.List;
import java.util.Optional;

/**
 * The traces and metrics of OpenTelemetry: a step tells of itself and its checks, the same under
 * every engine; of a run's end an engine has to tell the runtime.
 */
public final class StepTelemetry {

  /** The variable by which a step knows which engine runs it. */
  public static final String ENGINE = "REGAUGE_RUNNER";

  private StepTelemetry() {}

  /** Whether the step and the runtime do what a use asks for. */
  public static boolean carries(FeatureUse use) {
    return use.feature() == Feature.TELEMETRY && refusal(use).isEmpty();
  }

  /** Returns the answer to telemetry: the engine's way, unless nothing can send it so. */
  public static Support support(FeatureUse use, Support byEngine) {
    return refusal(use).orElse(byEngine);
  }

  /** Whether the end of every run is told. */
  public static boolean tellsOfRuns(ExecutionPlan plan) {
    return plan.telemetry().isPresent();
  }

  /** Returns what a bundle was made from that tells of runs. */
  public static List<String> origins(ExecutionPlan plan) {
    return tellsOfRuns(plan) ? List.of("observability.telemetry") : List.of();
  }

  private static Optional<Support> refusal(FeatureUse use) {
    if (use.claims("hasPushgateway")) {
      return Optional.of(
          new Support.Unsupported(
              "no step pushes to a gateway of Prometheus, which keeps the last value and counts"
                  + " nothing together",
              "leave pushgateway out, and name a collector of OpenTelemetry as otlpEndpoint"));
    }
    if (use.claims("alerts") || use.claims("dashboards")) {
      return Optional.of(
          new Support.Unsupported(
              "neither alert rules nor dashboards are made yet", "leave both out"));
    }
    return Optional.empty();
  }
}
