package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;

/** The answer to what the spec has and Regauge does not make for a target yet. */
public final class NotYet {

  private NotYet() {}

  /** Returns the refusal for an engine, with what can be written instead. */
  public static Support on(String engine, FeatureUse use) {
    return new Support.Unsupported(
        "this version of Regauge does not make it for " + engine + " yet", use.feature().instead());
  }
}
