package dev.regauge.engine.request;

import dev.regauge.adapters.spi.Alerting;
import dev.regauge.adapters.spi.MadeElsewhere;
import dev.regauge.adapters.spi.RunEvents;
import dev.regauge.adapters.spi.StepHooks;
import dev.regauge.adapters.spi.StepLineage;
import dev.regauge.adapters.spi.StepTables;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.feature.FeatureUse;
import java.util.List;

/**
 * Refuses what the local runner cannot do, as targets refuse what they cannot.
 *
 * <p>What changes no run is only warned of.
 */
public final class LocalCheck {

  private LocalCheck() {}

  /** Whether the product can be run here; adds a finding for each refusal. */
  public static boolean accepts(List<FeatureUse> uses, Locator locator, Diagnostics out) {
    boolean isSound = true;
    for (FeatureUse use : uses) {
      boolean isCarried =
          StepTables.carries(use)
              || StepHooks.carries(use)
              || StepLineage.carries(use)
              || Alerting.carries(use)
              || RunEvents.carries(use)
              || MadeElsewhere.carries(use);
      if (!use.feature().instead().isEmpty() && !isCarried) {
        isSound &= use.isOptional();
        out.add(TargetCodes.notHere(use).at(use.path(), locator));
      }
    }
    return isSound;
  }
}
