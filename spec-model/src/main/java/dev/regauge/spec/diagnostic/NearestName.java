package dev.regauge.spec.diagnostic;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a mistyped one probably meant, for "did you mean". */
public final class NearestName {

  /** Longer texts are no mistyped names, and the distance costs the product of the lengths. */
  private static final int LONGEST = 300;

  private NearestName() {}

  /**
   * Returns the nearest of the names, at most a third of the letters away; ties go to the first in
   * the names' order.
   */
  public static Optional<String> to(String written, Collection<String> names) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    String folded = fold(written);
    Optional<String> nearest = Optional.empty();
    int best = Math.max(1, written.length() / 3) + 1;
    for (String name : names) {
      if (name.length() > LONGEST || Math.abs(name.length() - written.length()) >= best) {
        continue;
      }
      int distance = distance(folded, fold(name));
      if (distance < best) {
        best = distance;
        nearest = Optional.of(name);
      }
    }
    return nearest;
  }

  /** Returns the nearest of the names as a question for a finding's help. */
  public static Optional<String> question(String written, Collection<String> names) {
    return to(written, names).map(name -> "did you mean '" + name + "'?");
  }

  /**
   * Tells whether one of the written names is a mistyped {@code needed}: it is told once, as the
   * one that is not known, and not as missing too.
   */
  public static boolean isMistyped(
      String needed, Collection<String> written, Collection<String> known) {
    return written.stream()
        .filter(name -> !known.contains(name))
        .anyMatch(name -> to(name, known).filter(needed::equals).isPresent());
  }

  /** Letter case and the choice of separator are no difference between names. */
  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** Counts inserted, lost, replaced and swapped letters. */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] now = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(replaced, Math.min(last[j], now[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          now[j] = Math.min(now[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = now;
      now = free;
    }
    return last[b.length()];
  }
}
