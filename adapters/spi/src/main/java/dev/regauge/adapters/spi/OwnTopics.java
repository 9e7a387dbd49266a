package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.feature.Support.Emulated;

/**
 * The topics that a product includes. No bundle makes them, whatever its engine: they belong to the
 * buses, and live longer.
 */
public final class OwnTopics {

  private OwnTopics() {}

  /** Returns the answer of every engine. */
  public static Support support() {
    return new Emulated(
        "regauge topics render makes it beside the bundle, with the rights of those who use it; the"
            + " bundle itself needs no more than its name");
  }

  /** Whether a run here needs nothing of it. */
  public static boolean carries(FeatureUse use) {
    return use.feature() == Feature.TOPIC;
  }
}
