package dev.regauge.engine.request;

import dev.regauge.adapters.spi.Alerting;
import dev.regauge.adapters.spi.BackfillOrders;
import dev.regauge.adapters.spi.CatalogTypes;
import dev.regauge.adapters.spi.MadeElsewhere;
import dev.regauge.adapters.spi.OwnServices;
import dev.regauge.adapters.spi.OwnTopics;
import dev.regauge.adapters.spi.RunEvents;
import dev.regauge.adapters.spi.SecretStores;
import dev.regauge.adapters.spi.StepHooks;
import dev.regauge.adapters.spi.StepLineage;
import dev.regauge.adapters.spi.StepTables;
import dev.regauge.adapters.spi.StepTelemetry;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import java.util.List;
import java.util.Map;

/**
 * Refuses what the local runner cannot do, as targets refuse what they cannot.
 *
 * <p>What changes no run is only warned of.
 */
public final class LocalCheck {

  /** What a run here is without, and why that makes no other rows. */
  private static final Map<Feature, String> WITHOUT =
      Map.of(
          Feature.COMPUTE,
          "the steps of a run here share what this machine has",
          Feature.CODE_IMAGE,
          "a run here takes the code as it lies in the product's folder");

  private LocalCheck() {}

  /** Whether the product can be run here; adds a finding for each refusal. */
  public static boolean accepts(List<FeatureUse> uses, Locator locator, Diagnostics out) {
    boolean isSound = true;
    for (FeatureUse use : uses) {
      String why = WITHOUT.get(use.feature());
      if (why != null) {
        out.add(TargetCodes.leftOutHere(use, why).at(use.path(), locator));
        continue;
      }
      if (BackfillOrders.refusesHere(use)
          && BackfillOrders.support(use, new Support.Native())
              instanceof Support.Unsupported refusal) {
        isSound = false;
        out.add(TargetCodes.notHere(use, refusal).at(use.path(), locator));
      }
      boolean isCarried =
          StepTables.carries(use)
              || StepHooks.carries(use)
              || StepLineage.carries(use)
              || StepTelemetry.carries(use)
              || SecretStores.carries(use)
              || CatalogTypes.carries(use)
              || Alerting.carries(use)
              || RunEvents.carries(use)
              || MadeElsewhere.carries(use)
              || OwnServices.carries(use)
              || OwnTopics.carries(use);
      if (!use.feature().instead().isEmpty() && !isCarried) {
        isSound &= use.isOptional();
        out.add(TargetCodes.notHere(use).at(use.path(), locator));
      }
    }
    return isSound;
  }
}
