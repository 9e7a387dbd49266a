package dev.regauge.engine.ledger;

import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import java.time.Instant;
import java.util.List;

/**
 * Where an engine's own clock reads a job's cron line otherwise than the spec's rule.
 *
 * @param missed instants at which the rule ticks and the engine does not, oldest first
 * @param added instants at which the engine alone ticks, oldest first
 * @param effect what that means for the runs of the bundle, which tick as the engine does
 */
public record TickDifference(
    Ledger.Maker maker,
    String job,
    String cron,
    String zone,
    List<Instant> missed,
    List<Instant> added,
    String effect) {
  public TickDifference {
    missed = List.copyOf(missed);
    added = List.copyOf(added);
  }

  /** Whether it is of a cron trigger that a product asks this target for. */
  boolean isOf(Ledger.Maker target, FeatureUse use) {
    return use.feature() == Feature.CRON_TRIGGER
        && maker.equals(target)
        && use.address().equals("jobs[" + job + "].triggers[" + cron + " " + zone + "]");
  }

  /** Returns the difference with its dates, and what it means for the bundle. */
  String sentence() {
    return words() + " in the next two years: " + effect;
  }

  /** Returns the difference as a sentence. */
  public String words() {
    StringBuilder words = new StringBuilder();
    if (!missed.isEmpty()) {
      words.append("no tick at ").append(listed(missed));
    }
    if (!added.isEmpty()) {
      words.append(missed.isEmpty() ? "" : "; ").append("a tick of its own at ");
      words.append(listed(added));
    }
    return words.toString();
  }

  private static String listed(List<Instant> instants) {
    return String.join(", ", instants.stream().map(Instant::toString).toList());
  }
}
