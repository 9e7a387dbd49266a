package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.Value;
import java.util.Optional;

/** The OpenLineage events that a step sends, the same under every engine. */
public final class StepLineage {

  private static final String INSTEAD =
      "write transport: http with the endpoint of a server that takes OpenLineage";

  private StepLineage() {}

  /** Whether the step does what a use asks for. */
  public static boolean carries(FeatureUse use) {
    return use.feature() == Feature.LINEAGE && refusal(use).isEmpty();
  }

  /** Returns the answer to lineage: by the step, unless no step has the transport. */
  public static Support support(FeatureUse use, Support byStep) {
    return refusal(use).orElse(byStep);
  }

  /** Returns the answer where a step's files go when it ends. */
  public static Support supportWithoutFiles(FeatureUse use, Support byStep) {
    return transport(use).equals("file")
        ? new Support.Unsupported(
            "each step is a pod of its own, and its file goes with it", INSTEAD)
        : support(use, byStep);
  }

  private static Optional<Support> refusal(FeatureUse use) {
    String transport = transport(use);
    return transport.equals("kafka")
        ? StepHooks.withoutClient(transport, INSTEAD)
        : Optional.empty();
  }

  private static String transport(FeatureUse use) {
    return use.values().get("transport") instanceof Value.Text(String transport) ? transport : "";
  }
}
