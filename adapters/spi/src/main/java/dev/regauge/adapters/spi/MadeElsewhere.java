package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.feature.Support.Approximated;
import dev.regauge.spec.feature.Support.Emulated;
import dev.regauge.spec.feature.Support.Unsupported;
import dev.regauge.spec.model.Value;
import java.util.List;

/**
 * What is made elsewhere: the runtime looks at its table on every target, at the records of the
 * product that writes it, else at its snapshots. An engine's own object is looked at by none.
 */
public final class MadeElsewhere {

  private static final String SEEN =
      "the runtime looks at its table: at the records of the product that writes it, else at its"
          + " snapshots";

  private static final String WATCHED =
      ", and every five minutes how old the newest of them is, as of an asset";

  private static final String ASKED =
      "a step that reads it looks first whether the table has the promised columns and types";

  private MadeElsewhere() {}

  /**
   * Returns an engine's answer.
   *
   * @param adapter the id under which the product says what it is in this engine
   * @param shown what the engine shows of it then
   */
  public static Support support(String engine, String adapter, String shown, FeatureUse use) {
    if (!use.claims("hasTable")) {
      return new Unsupported(
          "nothing but a table tells when it was made",
          "name its table, which this product's catalog has to hold");
    }
    return hasSignal(use, adapter)
        ? new Approximated(
            "news of it are those of its table, not of what it is in " + engine + shown)
        : new Emulated(use.claims("hasFreshness") ? SEEN + WATCHED : SEEN);
  }

  /** Returns every engine's answer to the contract of what is made elsewhere. */
  public static Support contract(FeatureUse use) {
    if (!use.claims("isAsked") || is(use, "enforcement", "off")) {
      return new Emulated("what the spec says of its columns is held against it; no run asks");
    }
    return new Emulated(
        is(use, "enforcement", "strict")
            ? ASKED + "; while it has not, the step is blocked"
            : ASKED + ", and tells it as a check that warns");
  }

  /** Whether the runtime sees to a use by itself; what it is in an engine means nothing to it. */
  public static boolean carries(FeatureUse use) {
    return use.feature() == Feature.EXTERNAL_CONTRACT
        || (use.feature() == Feature.EXTERNAL && use.claims("hasTable"));
  }

  private static boolean is(FeatureUse use, String name, String wanted) {
    return new Value.Text(wanted).equals(use.values().get(name));
  }

  private static boolean hasSignal(FeatureUse use, String adapter) {
    return use.values().get("signals") instanceof Value.Sequence(List<Value> ids)
        && ids.contains(new Value.Text(adapter));
  }
}
