package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.feature.Support.Emulated;

/** What becomes of several triggers of which one is enough: the same on every target. */
public final class AnyTriggers {

  private AnyTriggers() {}

  /** Returns the answer of every engine. */
  public static Support support(FeatureUse use) {
    return use.claims("isInAll")
        ? new Emulated("any of them counts for the 'all' around them; none starts a run by itself")
        : new Emulated("as triggers of their own, any of which starts a run");
  }
}
