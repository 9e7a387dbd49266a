package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.Value;

/** The OpenLineage events that a step sends, the same under every engine. */
public final class StepLineage {

  private StepLineage() {}

  /** Whether the step does what a use asks for. */
  public static boolean carries(FeatureUse use) {
    return use.feature() == Feature.LINEAGE;
  }

  /** Returns the answer to lineage: by the step, which has all transports. */
  public static Support support(FeatureUse use, Support byStep) {
    return byStep;
  }

  /** Returns the answer where a step's files go when it ends. */
  public static Support supportWithoutFiles(FeatureUse use, Support byStep) {
    return transport(use).equals("file")
        ? new Support.Unsupported(
            "each step is a pod of its own, and its file goes with it",
            "write transport: http with the endpoint of a server that takes OpenLineage")
        : support(use, byStep);
  }

  private static String transport(FeatureUse use) {
    return use.values().get("transport") instanceof Value.Text(String transport) ? transport : "";
  }
}
