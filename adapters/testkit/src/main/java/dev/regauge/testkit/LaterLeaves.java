package dev.regauge.testkit;

import java.util.Set;

/**
 * The leaves of a plan of which every adapter refuses all values but the default, as a feature of
 * the product: there is nothing to tell until one carries them out. An adapter that does takes its
 * leaf from here.
 */
final class LaterLeaves {

  static final Set<String> ALL =
      Set.of(
          "AssetPlan.atomicOutputs",
          "Backfill.maxPartitionsPerRun",
          "CronTrigger.flavor",
          "History.keepSeconds",
          "History.runs",
          "ResourcePlan.scope");

  private LaterLeaves() {}
}
