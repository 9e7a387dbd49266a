package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.feature.Support.Emulated;
import dev.regauge.spec.model.Value;

/** What becomes of several triggers of which one is enough: the same on every target. */
public final class AnyTriggers {

  private AnyTriggers() {}

  /** Returns the answer of every engine. */
  public static Support support(FeatureUse use) {
    return use.values().get("isInAll") instanceof Value.Bool(boolean isInAll) && isInAll
        ? new Emulated("any of them counts for the 'all' around them; none starts a run by itself")
        : new Emulated("as triggers of their own, any of which starts a run");
  }
}
