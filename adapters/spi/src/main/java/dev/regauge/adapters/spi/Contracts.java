package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.plan.ExecutionPlan;
import java.util.List;

/**
 * What an output port becomes, the same under every engine: a data contract beside the plan, which
 * people and other products read.
 */
public final class Contracts {

  private static final String FILE =
      "a data contract in the bundle's contracts/ (Open Data Contract Standard), which no run"
          + " reads";

  private Contracts() {}

  /** Returns where the contracts are, as a sentence for the bundle's reader; none without ports. */
  public static List<String> words(ExecutionPlan plan) {
    return plan.ports().isEmpty()
        ? List.of()
        : List.of(
            "What other products may rely on is in the folder contracts, by the Open Data Contract"
                + " Standard: "
                + String.join(", ", plan.ports().keySet())
                + ". No run reads it.");
  }

  /** Returns the answer of every engine. */
  public static Support support(FeatureUse use) {
    return use.claims("hasAccess")
        ? new Support.Approximated(
            FILE
                + "; it says who may read as its roles, and the rights of the catalog decide who"
                + " can")
        : new Support.Emulated(FILE);
  }
}
