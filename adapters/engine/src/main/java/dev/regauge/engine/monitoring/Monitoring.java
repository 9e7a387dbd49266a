package dev.regauge.engine.monitoring;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.engine.PrettyYaml;
import dev.regauge.engine.monitoring.Manifests.Kustomization;
import dev.regauge.engine.monitoring.Manifests.Metadata;
import dev.regauge.engine.monitoring.Manifests.PrometheusRule;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.TelemetryPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The folder {@code monitoring/} of a bundle. Nothing of a bundle applies it: a cluster without the
 * Prometheus operator refuses a PrometheusRule, and who evaluates rules is not who runs the
 * product.
 */
public final class Monitoring {

  private static final String RULES = "rules.yaml";
  private static final String MANIFEST = "prometheus-rule.yaml";

  private final ExecutionPlan plan;
  private final CountedSeries series;
  private final List<BundleFile> files = new ArrayList<>();

  private Monitoring(ExecutionPlan plan, TelemetryPlan telemetry) {
    this.plan = plan;
    this.series = new CountedSeries(plan, telemetry.metricsPrefix());
  }

  /** Returns the files that the product asks for; none without telemetry. */
  public static List<BundleFile> of(ExecutionPlan plan) {
    return plan.telemetry()
        .filter(telemetry -> telemetry.alerts())
        .map(telemetry -> new Monitoring(plan, telemetry).files(telemetry))
        .orElse(List.of());
  }

  private List<BundleFile> files(TelemetryPlan telemetry) {
    List<String> resources = new ArrayList<>();
    if (telemetry.alerts()) {
      RuleFile rules = AlertRules.of(plan, series);
      add(RULES, rules, "alerts");
      add(MANIFEST, new PrometheusRule(new Metadata(name("alerts"), labels()), rules), "alerts");
      resources.add(MANIFEST);
    }
    add("kustomization.yaml", new Kustomization(List.copyOf(resources), List.of()), "alerts");
    return List.copyOf(files);
  }

  private void add(String name, Record file, String asked) {
    files.add(
        BundleFile.text(
            "monitoring/" + name,
            PrettyYaml.text(plan.product().name(), file),
            List.of("observability.telemetry." + asked)));
  }

  /** Returns a name such as {@code sales-shop--alerts}, of which a namespace has one. */
  private String name(String of) {
    return plan.product().scope().replace('_', '-') + "--" + of;
  }

  private static SortedMap<String, String> labels() {
    return new TreeMap<>(Map.of("app.kubernetes.io/managed-by", "regauge"));
  }
}
