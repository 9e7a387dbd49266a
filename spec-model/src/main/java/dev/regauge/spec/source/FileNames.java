package dev.regauge.spec.source;

import dev.regauge.spec.model.form.TextFormat;
import java.util.ArrayList;
import java.util.List;

/** Names of files: what a pattern matches, and where a name in an included file leads. */
final class FileNames {

  private FileNames() {}

  /**
   * Whether a path fits a pattern: {@code *} is any part of a name, {@code ?} one character, {@code
   * **} any number of folders. Takes time in the product of both lengths, whatever they hold.
   */
  static boolean fits(String path, String pattern) {
    return fits(List.of(path.split("/")), List.of(pattern.split("/")));
  }

  private static boolean fits(List<String> steps, List<String> pattern) {
    boolean[] reached = new boolean[steps.size() + 1];
    reached[0] = true;
    for (String part : pattern) {
      boolean[] next = new boolean[steps.size() + 1];
      if (part.equals("**")) {
        boolean isOpen = false;
        for (int i = 0; i <= steps.size(); i++) {
          isOpen |= reached[i];
          next[i] = isOpen;
        }
      } else {
        for (int i = 0; i < steps.size(); i++) {
          next[i + 1] = reached[i] && fitsName(steps.get(i), part);
        }
      }
      reached = next;
    }
    return reached[steps.size()];
  }

  /** Whether one step fits; a name that begins with a dot needs a dot in the pattern. */
  static boolean fitsName(String name, String pattern) {
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

  /**
   * Returns a path that a file of some folder names, seen from the product root: {@code a/b.sql} in
   * {@code teams/shop.yaml} is {@code teams/a/b.sql}. A path that leads out stays as it is, and is
   * refused as it is.
   */
  static String fromRoot(String path, String file) {
    int slash = file.lastIndexOf('/');
    if (slash < 0 || path.startsWith("/")) {
      return path;
    }
    List<String> steps = new ArrayList<>(List.of(file.substring(0, slash).split("/")));
    for (String step : path.split("/", -1)) {
      if (step.equals("..")) {
        if (steps.isEmpty()) {
          return path;
        }
        steps.removeLast();
      } else if (!step.equals(".")) {
        steps.add(step);
      }
    }
    String whole = String.join("/", steps);
    return TextFormat.PATH.matches(whole) ? whole : path;
  }
}
