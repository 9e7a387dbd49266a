package dev.regauge.spec.model;

import java.util.List;
import java.util.Optional;

/** Where the user's code may stand below the product root, seen from what names it. */
public final class CodePlaces {

  private CodePlaces() {}

  /**
   * Returns the files of which the first that exists is the module of {@code pkg.mod:fn}: on the
   * paths that a step has, which are the product root and its {@code src}.
   */
  public static List<String> ofEntrypoint(String entrypoint) {
    int colon = entrypoint.indexOf(':');
    String module = entrypoint.substring(0, colon < 0 ? entrypoint.length() : colon);
    String path = module.replace('.', '/');
    return List.of(
        "src/" + path + ".py", "src/" + path + "/__init__.py", path + ".py", path + "/__init__.py");
  }

  /** Returns a source of dlt as an entrypoint: its function may stand after a colon or a dot. */
  public static String ofSource(String source) {
    int dot = source.lastIndexOf('.');
    return source.indexOf(':') >= 0 || dot < 0
        ? source
        : source.substring(0, dot) + ":" + source.substring(dot + 1);
  }

  /** Returns the module of a connector as an entrypoint: the one it names, or that of its type. */
  public static String ofConnector(String type, Optional<String> entrypoint) {
    return entrypoint.orElse("connectors." + type);
  }

  /** Returns the file of a Spark application, which may name a function after a colon. */
  public static String ofApplication(String app) {
    int colon = app.indexOf(':');
    return ofWord(colon < 0 ? app : app.substring(0, colon));
  }

  /** Whether a file or folder is among the code's, or below one of them. */
  public static boolean isBelow(List<String> paths, String file) {
    return paths.stream()
        .anyMatch(path -> path.equals(".") || path.equals(file) || file.startsWith(path + "/"));
  }

  /** Returns the file that a word of a command names, if it names one of the product's own. */
  public static String ofWord(String word) {
    return word.startsWith("./") ? word.substring(2) : word;
  }
}
