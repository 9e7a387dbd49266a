package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.Value;
import java.math.BigDecimal;

/** From which end a range of partitions is made up for, the same under every engine. */
public final class BackfillOrders {

  private BackfillOrders() {}

  /** Whether the local runner does what a use asks for. */
  public static boolean refusesHere(FeatureUse use) {
    return use.feature() == Feature.BACKFILL_ORDER && !isOneInARun(use);
  }

  /** Returns the answer: an engine's own, unless a run is to make several partitions. */
  public static Support support(FeatureUse use, Support order) {
    return isOneInARun(use)
        ? order
        : new Support.Unsupported(
            "a run makes one partition: its key, its records, its retries and its limits are that"
                + " partition's",
            "leave maxPartitionsPerRun out; how many runs go at once is maxActiveRuns of the job");
  }

  private static boolean isOneInARun(FeatureUse use) {
    return !(use.values().get("partitionsPerRun") instanceof Value.Number(BigDecimal number))
        || number.intValue() == 1;
  }
}
