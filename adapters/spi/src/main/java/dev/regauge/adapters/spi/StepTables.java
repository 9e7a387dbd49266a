package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.Value;

/** What the step does to tables, the same under every engine, where it does a part of a feature. */
public final class StepTables {

  private StepTables() {}

  /** Whether the step does what a use asks for. */
  public static boolean carries(FeatureUse use) {
    return (use.feature() == Feature.TABLE_BRANCH && isKnownBranch(use))
        || (use.feature() == Feature.TABLE_RETENTION && !isOfRows(use));
  }

  /** Returns the answer to a branch: the step knows main and the one on which rows are audited. */
  public static Support branch(String engine, FeatureUse use, Support byStep) {
    return isKnownBranch(use) ? byStep : NotYet.on(engine, use);
  }

  /** Returns the answer to a retention: of snapshots the table tells it, of rows nothing does. */
  public static Support retention(String engine, FeatureUse use) {
    return isOfRows(use)
        ? NotYet.on(engine, use)
        : new Support.Approximated(
            "the table's properties say it to the tools that expire snapshots; no step expires"
                + " any");
  }

  private static boolean isKnownBranch(FeatureUse use) {
    return use.values().get("branch") instanceof Value.Text(String branch)
        && (branch.equals("main") || branch.equals("audit"));
  }

  private static boolean isOfRows(FeatureUse use) {
    return use.values().get("isOfRows") instanceof Value.Bool(boolean isOfRows) && isOfRows;
  }
}
