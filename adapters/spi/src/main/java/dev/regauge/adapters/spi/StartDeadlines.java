package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;

/**
 * What becomes of a trigger's start deadline: each step asks when its run began, the same on every
 * target, where a tick has one run that can be late.
 */
public final class StartDeadlines {

  private StartDeadlines() {}

  /** Returns the answer of an engine that tells its steps when their run began. */
  public static Support support(FeatureUse use, Support carried) {
    if (use.claims("catchup")) {
      return new Support.Unsupported(
          "with catch-up the next tick makes up for one that is left out",
          "leave startDeadline out, or catchup");
    }
    if (use.claims("several")) {
      return new Support.Unsupported(
          "a tick of this job asks for a run of each value, one after another, and the last ones"
              + " would always be late",
          "leave startDeadline out, or give the job's assets partitions of a time");
    }
    return carried;
  }
}
