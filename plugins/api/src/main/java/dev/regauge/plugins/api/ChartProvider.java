package dev.regauge.plugins.api;

import java.util.List;

/** Adds a Helm chart to bundles, below {@code charts/<plugin>/}. */
public interface ChartProvider {

  /** Returns the chart's files, {@code Chart.yaml} among them; none when the bundle needs none. */
  List<ExtraFile> chart(BundleRequest request);
}
