package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * What packing asks of a target: the packs themselves are the plan's, and the runtime runs them.
 */
public final class Packing {

  private Packing() {}

  /** Returns the assets of a packed job that some other job has too. */
  public static List<String> shared(FeatureUse use) {
    return use.values().get("shared") instanceof Value.Sequence(List<Value> keys)
        ? keys.stream()
            .map(key -> key instanceof Value.Text(String text) ? text : "")
            .filter(text -> !text.isEmpty())
            .toList()
        : List.of();
  }

  /**
   * Returns what becomes of a value of an asset that is a step only together with others: the step
   * sees to it, and the engine to nothing. Empty for all else.
   */
  public static Optional<Support> inside(FeatureUse use) {
    if (use.claims("isOfPack")) {
      return Optional.of(
          new Support.Approximated("a pack has the priority of its most urgent asset"));
    }
    return use.claims("isPacked")
        ? Optional.of(
            new Support.Emulated(
                "the step of its pack carries it out itself, with its own process for each asset"))
        : Optional.empty();
  }

  /** Returns the answer of a target that keeps a pool's slots for a pack as a whole. */
  public static Support support(FeatureUse use, Support carried) {
    if (!use.claims("hasPool")) {
      return carried;
    }
    String held =
        "a pack holds the slots of its hungriest asset from its begin to its end, also while none"
            + " of its assets runs that needs them";
    return new Support.Approximated(
        carried instanceof Support.Approximated(String difference)
            ? difference + "; " + held
            : held);
  }
}
