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
        || use.feature() == Feature.TABLE_RETENTION;
  }

  /** Returns the answer to a branch: the step knows main and the one on which rows are audited. */
  public static Support branch(String engine, FeatureUse use, Support byStep) {
    return isKnownBranch(use) ? byStep : NotYet.on(engine, use);
  }

  /** Returns the answer to a retention: a run of kind maintain carries it out, if there is one. */
  public static Support retention(FeatureUse use, Support byStep) {
    return isExpired(use)
        ? byStep
        : new Support.Approximated(
            "the table's properties say it to the tools that expire snapshots; no run of kind"
                + " maintain of this product expires any of the table's");
  }

  private static boolean isKnownBranch(FeatureUse use) {
    return use.values().get("branch") instanceof Value.Text(String branch)
        && (branch.equals("main") || branch.equals("audit"));
  }

  private static boolean isExpired(FeatureUse use) {
    return use.claims("isExpired");
  }
}
