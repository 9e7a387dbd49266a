package dev.regauge.spec.model.form;

import java.util.List;

/**
 * Patterns of names: {@code *} is any part of a name, {@code ?} one character, {@code **} any
 * number of steps between slashes. Judging takes time in the product of both lengths, whatever they
 * hold.
 */
public final class Wildcards {

  private Wildcards() {}

  /** Whether a text is a pattern and not a name. */
  public static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  /** Whether a name of steps joined by slashes fits a pattern. */
  public static boolean fits(String name, String pattern) {
    String[] steps = name.split("/");
    boolean[] reached = new boolean[steps.length + 1];
    reached[0] = true;
    for (String part : List.of(pattern.split("/"))) {
      boolean[] next = new boolean[steps.length + 1];
      boolean isOpen = false;
      for (int i = 0; i <= steps.length; i++) {
        isOpen |= reached[i];
        if (part.equals("**")) {
          next[i] = isOpen;
        } else if (i < steps.length && reached[i] && fitsStep(steps[i], part)) {
          next[i + 1] = true;
        }
      }
      reached = next;
    }
    return reached[steps.length];
  }

  /** Whether one step fits; a step that begins with a dot needs a dot in the pattern. */
  private static boolean fitsStep(String name, String pattern) {
    if (name.startsWith(".") && !pattern.startsWith(".")) {
      return false;
    }
    boolean[] reached = new boolean[name.length() + 1];
    reached[0] = true;
    for (int p = 0; p < pattern.length(); p++) {
      boolean[] next = new boolean[name.length() + 1];
      char c = pattern.charAt(p);
      boolean isOpen = false;
      for (int i = 0; i <= name.length(); i++) {
        isOpen |= reached[i];
        if (c == '*') {
          next[i] = isOpen;
        } else if (i < name.length() && reached[i] && (c == '?' || c == name.charAt(i))) {
          next[i + 1] = true;
        }
      }
      reached = next;
    }
    return reached[name.length()];
  }
}
