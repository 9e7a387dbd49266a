package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.TelemetryPlan;
import java.util.ArrayList;
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

  /**
   * Returns the answer to telemetry: unless nothing can send it so, the engine's way of telling,
   * and what stands beside the bundle to watch what is told.
   */
  public static Support support(FeatureUse use, String byEngine) {
    List<String> ways = new ArrayList<>(List.of(byEngine));
    if (use.claims("alerts")) {
      ways.add("rules for Prometheus in the bundle's monitoring/, which nothing loads by itself");
    }
    return refusal(use).orElse(new Support.Emulated(String.join("; ", ways)));
  }

  /** Returns what watches the product, as sentences for the bundle's reader; none without. */
  public static List<String> words(ExecutionPlan plan) {
    return plan.telemetry().filter(TelemetryPlan::alerts).isPresent()
        ? List.of(
            "The folder monitoring has rules.yaml for Prometheus (rule_files), and the same as an"
                + " object for its operator (kubectl apply -k monitoring). Nothing loads either by"
                + " itself; what tells Prometheus of the counts is the collector.")
        : List.of();
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
    if (use.claims("dashboards")) {
      return Optional.of(
          new Support.Unsupported("dashboards are not made yet", "leave dashboards out"));
    }
    return Optional.empty();
  }
}
