package dev.regauge.spec.model.form;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The forms of texts that end in generated code, files or commands. */
final class Texts {

  /** The units that Kubernetes knows, and none. */
  private static final Set<String> UNITS =
      new TreeSet<>(
          List.of("", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"));

  private Texts() {}

  static boolean isOneLine(String text) {
    return Names.areAll(
        text, c -> c >= 0x20 && (c < 0x7f || c > 0x9f) && c != 0x2028 && c != 0x2029);
  }

  /** Whether a reader is told something. */
  static boolean isReason(String text) {
    return isOneLine(text) && text.chars().anyMatch(c -> c > ' ' && c != '\u00a0');
  }

  /** Whether the text can be part of a partition's key (semantics 9). */
  static boolean isPartitionValue(String text) {
    return !text.isEmpty()
        && text.length() <= 128
        && text.indexOf('|') < 0
        && !text.contains("...")
        && isOneLine(text);
  }

  static boolean isVersion(String text) {
    int numbers = 0;
    int start = 0;
    while (true) {
      int end = text.indexOf('.', start);
      int to = end < 0 ? text.length() : end;
      if (start == to || !Names.areAll(text.substring(start, to), Names::isDigit)) {
        return false;
      }
      numbers++;
      if (end < 0) {
        return numbers == 3;
      }
      start = end + 1;
    }
  }

  /** Whether the text is {@code pkg.mod:fn}, all of it names that Python takes. */
  static boolean isEntrypoint(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || !isPythonName(text.substring(colon + 1))) {
      return false;
    }
    int start = 0;
    while (true) {
      int end = text.indexOf('.', start);
      boolean isLast = end < 0 || end > colon;
      if (!isPythonName(text.substring(start, isLast ? colon : end))) {
        return false;
      }
      if (isLast) {
        return true;
      }
      start = end + 1;
    }
  }

  /** Whether the text is {@code pkg.mod:fn}, or the same with a dot in place of the colon. */
  static boolean isFunction(String text) {
    int dot = text.lastIndexOf('.');
    return isEntrypoint(text)
        || (dot > 0 && isEntrypoint(text.substring(0, dot) + ":" + text.substring(dot + 1)));
  }

  /** Whether the path stays below its root: relative, {@code /} only, no step up. */
  static boolean isPath(String text) {
    if (text.isEmpty() || text.startsWith("/") || text.indexOf('\\') >= 0 || !isOneLine(text)) {
      return false;
    }
    if (text.length() > 1 && text.charAt(1) == ':') {
      return false; // a Windows drive
    }
    int start = 0;
    while (true) {
      int end = text.indexOf('/', start);
      String step = text.substring(start, end < 0 ? text.length() : end);
      if (isStepUp(step)) {
        return false;
      }
      if (end < 0) {
        return true;
      }
      start = end + 1;
    }
  }

  static boolean isQuantity(String text) {
    int end = 0;
    while (end < text.length()
        && (Names.isDigit(text.charAt(end)) || (end > 0 && text.charAt(end) == '.'))) {
      end++;
    }
    String number = text.substring(0, end);
    return end > 0
        && end <= 20
        && !number.endsWith(".")
        && number.indexOf('.') == number.lastIndexOf('.')
        && UNITS.contains(text.substring(end));
  }

  static boolean isDigest(String text) {
    return text.length() == 71
        && text.startsWith("sha256:")
        && Names.areAll(text.substring(7), c -> Names.isDigit(c) || (c >= 'a' && c <= 'f'));
  }

  /** Whether the path is one inside a container: it begins with a slash and has no step up. */
  static boolean isAbsolutePath(String text) {
    return text.startsWith("/") && (text.length() == 1 || isPath(text.substring(1)));
  }

  private static boolean isStepUp(String step) {
    // Some tools decode names before they use them; no honest folder is called %2e%2e.
    return step.equals("..") || step.toLowerCase(Locale.ROOT).replace("%2e", ".").equals("..");
  }

  private static boolean isPythonName(String text) {
    if (text.isEmpty() || Names.isDigit(text.charAt(0)) || PythonWords.KEYWORDS.contains(text)) {
      return false;
    }
    return Names.areAll(
        text,
        c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || Names.isDigit(c) || c == '_');
  }
}
