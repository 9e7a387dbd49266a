package dev.regauge.spec.model;

import java.util.Locale;

/** The part of an environment variable's name that a name of the spec gives. */
public final class VariableName {

  private VariableName() {}

  /** Returns a text in capitals, with an underscore for all that no variable's name may have. */
  public static String of(String text) {
    return text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
