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
  public static Support support(FeatureUse use, Support byEngine) {
    Optional<Support> refusal = refusal(use);
    if (refusal.isPresent() || !(byEngine instanceof Support.Emulated(String how))) {
      return refusal.orElse(byEngine);
    }
    List<String> ways = new ArrayList<>(List.of(how));
    if (use.claims("alerts")) {
      ways.add(
          "rules for Prometheus in the bundle's monitoring/, which nothing loads by itself, and"
              + " none of how old an asset is: the product's own alerts tell that");
    }
    if (use.claims("dashboards")) {
      ways.add(
          "a dashboard for Grafana in the bundle's monitoring/, which nothing loads by itself");
    }
    return new Support.Emulated(String.join("; ", ways));
  }

  /** Returns who hears of the product, as sentences for the bundle's reader. */
  public static List<String> words(ExecutionPlan plan) {
    List<String> words = new ArrayList<>();
    if (plan.telemetry().isEmpty()) {
      words.add(
          "Steps tell of themselves and their checks to the collector of OpenTelemetry that the"
              + " variable OTEL_EXPORTER_OTLP_ENDPOINT names where they run, to nobody without it."
              + " The end of a run is told where the product has observability.telemetry.");
    }
    if (plan.lineage().isEmpty()) {
      words.add(
          "Steps tell of their tables to the server of OpenLineage that the variable"
              + " OPENLINEAGE_URL names where they run, to nobody without it.");
    }
    if (plan.telemetry().filter(TelemetryPlan::alerts).isPresent()) {
      words.add(
          "The folder monitoring has rules.yaml for Prometheus (rule_files), and the same as an"
              + " object for its operator (kubectl apply -k monitoring). Nothing loads either by"
              + " itself; what tells Prometheus of the counts is the collector.");
    }
    if (plan.telemetry().filter(TelemetryPlan::dashboards).isPresent()) {
      words.add(
          "The folder monitoring has dashboard.json for Grafana, to import or to provision, which"
              + " kubectl apply -k monitoring makes a ConfigMap of for Grafana's sidecar. Nothing"
              + " loads it by itself.");
    }
    return words;
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
    return Optional.empty();
  }
}
