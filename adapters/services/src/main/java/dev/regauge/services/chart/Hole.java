package dev.regauge.services.chart;

import java.util.Optional;

/**
 * A place of an object that Helm fills.
 *
 * @param expression what stands between the braces, for example {@code $service.replicas}
 * @param isBlock whether it gives a list or map, which begins on a line of its own
 * @param condition when the member is there at all; always, without one
 */
public record Hole(String expression, boolean isBlock, Optional<String> condition) {

  /** Returns a place for one text or number. */
  public static Hole of(String expression) {
    return new Hole(expression, false, Optional.empty());
  }

  /** Returns a place for a text, which stays one whatever it looks like. */
  public static Hole text(String expression) {
    return of(expression + " | quote");
  }

  /** Returns a place for the YAML of a list or map. */
  public static Hole block(String expression) {
    return new Hole(expression, true, Optional.empty());
  }

  /** Returns the same place, whose member is there only on a condition. */
  public Hole when(String condition) {
    return new Hole(expression, isBlock, Optional.of(condition));
  }
}
