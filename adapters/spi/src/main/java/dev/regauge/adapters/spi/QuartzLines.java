package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.Value;

/**
 * What becomes of a cron line in Quartz's six fields: the plan has the line of five that is equal
 * to it, the same for every engine, and no engine is asked for what five fields cannot say.
 */
public final class QuartzLines {

  private QuartzLines() {}

  /** Returns the answer of every engine; a use without values is of a line that has its equal. */
  public static Support support(FeatureUse use) {
    String why = text(use, "why");
    if (!why.isEmpty()) {
      return new Support.Unsupported(why, text(use, "instead"));
    }
    String line = text(use, "line");
    return new Support.Emulated(
        "as the equal line of five fields" + (line.isEmpty() ? "" : ", " + line));
  }

  private static String text(FeatureUse use, String name) {
    return use.values().get(name) instanceof Value.Text(String text) ? text : "";
  }
}
