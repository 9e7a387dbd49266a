package dev.regauge.spec.diagnostic;

import java.util.Locale;

/**
 * Text as a terminal shows it: what is invisible or steers the terminal becomes an escape, and its
 * width is known.
 */
public final class Display {

  private static final String TAB = "    ";

  /** First and last code points that take two columns. */
  private static final int[][] WIDE = {
    {0x1100, 0x115f},
    {0x2e80, 0x303e},
    {0x3041, 0xa4cf},
    {0xac00, 0xd7a3},
    {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},
    {0xff00, 0xff60},
    {0xffe0, 0xffe6},
    {0x1f300, 0x1f64f},
    {0x1f680, 0x1f6ff},
    {0x1f900, 0x1f9ff},
    {0x20000, 0x3fffd},
  };

  private Display() {}

  /** Returns one code point as it is shown. */
  static String shown(int codePoint) {
    return switch (codePoint) {
      case '\t' -> TAB;
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      default -> {
        if (codePoint < 0x20 || (codePoint >= 0x7f && codePoint <= 0x9f)) {
          yield "\\x" + hex(codePoint, 2);
        }
        yield isVisible(codePoint)
            ? Character.toString(codePoint)
            : "\\u" + (codePoint > 0xffff ? "{" + hex(codePoint, 5) + "}" : hex(codePoint, 4));
      }
    };
  }

  /** Returns a text as it is shown on one line. */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(codePoint -> shown.append(shown(codePoint)));
    return shown.toString();
  }

  /** Returns a text as it is shown on its lines: as {@link #shown}, but lines end and tabs stay. */
  public static String lines(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            codePoint -> {
              if (codePoint == '\n' || codePoint == '\t') {
                shown.appendCodePoint(codePoint);
              } else {
                shown.append(shown(codePoint));
              }
            });
    return shown.toString();
  }

  /** Returns how many columns the shown code point takes. */
  static int width(int codePoint) {
    String shown = shown(codePoint);
    if (shown.codePointCount(0, shown.length()) > 1) {
      return shown.length();
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private static boolean isWide(int codePoint) {
    if (codePoint < WIDE[0][0]) {
      return false;
    }
    for (int[] range : WIDE) {
      if (codePoint >= range[0] && codePoint <= range[1]) {
        return true;
      }
    }
    return false;
  }

  private static String hex(int codePoint, int digits) {
    String hex = Integer.toHexString(codePoint).toLowerCase(Locale.ROOT);
    return "0".repeat(Math.max(0, digits - hex.length())) + hex;
  }
}
