package dev.regauge.spec.source;

import dev.regauge.spec.model.form.TextFormat;
import java.util.ArrayList;
import java.util.List;

/** Where the names of files that an included file writes lead. */
final class FileNames {

  private FileNames() {}

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
