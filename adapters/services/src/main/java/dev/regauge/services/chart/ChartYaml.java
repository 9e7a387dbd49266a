package dev.regauge.services.chart;

import java.util.Map;
import java.util.SortedMap;

/**
 * A chart's {@code Chart.yaml}.
 *
 * @param annotations the layer among them: {@code regauge.dev/layer}
 */
public record ChartYaml(
    String apiVersion,
    String type,
    String name,
    String description,
    String version,
    String appVersion,
    String kubeVersion,
    SortedMap<String, String> annotations) {

  /** Returns the chart of a layer of a product; Helm's versions are the product's. */
  public static ChartYaml of(String name, String description, String version, String layer) {
    return new ChartYaml(
        "v2",
        "application",
        name,
        description,
        version,
        version,
        ">=1.29.0-0",
        new java.util.TreeMap<>(Map.of("regauge.dev/layer", layer)));
  }
}
