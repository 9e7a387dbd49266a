package dev.regauge.engine.monitoring;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.engine.PrettyJson;
import dev.regauge.engine.PrettyYaml;
import dev.regauge.engine.monitoring.Manifests.FromFiles;
import dev.regauge.engine.monitoring.Manifests.Kustomization;
import dev.regauge.engine.monitoring.Manifests.Metadata;
import dev.regauge.engine.monitoring.Manifests.Options;
import dev.regauge.engine.monitoring.Manifests.PrometheusRule;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.TelemetryPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder {@code monitoring/} of a bundle. Nothing of a bundle applies it: a cluster without the
 * Prometheus operator refuses a PrometheusRule, and who evaluates rules is not who runs the
 * product.
 */
public final class Monitoring {

  private static final String RULES = "rules.yaml";
  private static final String MANIFEST = "prometheus-rule.yaml";
  private static final String DASHBOARD = "dashboard.json";
  private static final String ALERTS = "observability.telemetry.alerts";
  private static final String DASHBOARDS = "observability.telemetry.dashboards";

  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

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
        .filter(telemetry -> telemetry.alerts() || telemetry.dashboards())
        .map(telemetry -> new Monitoring(plan, telemetry).files(telemetry))
        .orElse(List.of());
  }

  private List<BundleFile> files(TelemetryPlan telemetry) {
    List<String> origins = new ArrayList<>();
    List<String> resources = new ArrayList<>();
    List<FromFiles> configMaps = new ArrayList<>();
    if (telemetry.alerts()) {
      origins.add(ALERTS);
      resources.add(MANIFEST);
      RuleFile rules = AlertRules.of(plan, series);
      add(RULES, rules, List.of(ALERTS));
      add(MANIFEST, new PrometheusRule(metadata("alerts"), rules), List.of(ALERTS));
    }
    if (telemetry.dashboards()) {
      origins.add(DASHBOARDS);
      configMaps.add(dashboardMap());
      files.add(
          BundleFile.text(
              path(DASHBOARD),
              PrettyJson.text(MAPPER.valueToTree(DashboardPanels.of(plan, series))),
              List.of(DASHBOARDS)));
    }
    add("kustomization.yaml", new Kustomization(resources, configMaps), origins);
    return List.copyOf(files);
  }

  /** Grafana's sidecar takes each file of a ConfigMap with its label for a dashboard. */
  private FromFiles dashboardMap() {
    return new FromFiles(
        name("dashboard"),
        List.of(plan.product().scope() + ".json=" + DASHBOARD),
        new Options(
            true,
            new TreeMap<>(
                Map.of("app.kubernetes.io/managed-by", "regauge", "grafana_dashboard", "1"))));
  }

  private void add(String name, Record file, List<String> origins) {
    files.add(BundleFile.text(path(name), PrettyYaml.text(plan.product().name(), file), origins));
  }

  private static String path(String name) {
    return "monitoring/" + name;
  }

  private Metadata metadata(String of) {
    return new Metadata(name(of), new TreeMap<>(Map.of("app.kubernetes.io/managed-by", "regauge")));
  }

  /** Returns a name such as {@code sales-shop--alerts}, of which a namespace has one. */
  private String name(String of) {
    return plan.product().scope().replace('_', '-') + "--" + of;
  }
}
