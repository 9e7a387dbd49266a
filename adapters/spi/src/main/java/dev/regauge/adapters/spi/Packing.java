package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.Value;
import java.util.List;

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

  /** Returns the answer of a target that keeps a pool's slots for a pack as a whole. */
  public static Support support(FeatureUse use, Support carried) {
    if (!(use.values().get("hasPool") instanceof Value.Bool(boolean hasPool) && hasPool)) {
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
