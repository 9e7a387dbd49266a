package dev.regauge.templates.literal;

import java.util.HexFormat;

/**
 * Prose in Python text: comments and docstrings, on one line each.
 *
 * <p>Line breaks become spaces and every other character that is not plain ASCII an escape, so that
 * prose can end neither its line nor its quotes. A value that must survive exactly belongs into a
 * {@link PyLiteral}.
 */
public final class PyText {
  private static final HexFormat HEX = HexFormat.of();

  private PyText() {}

  /** Returns what may follow {@code "# "}. */
  public static PyCode comment(String prose) {
    StringBuilder text = new StringBuilder();
    oneLine(prose).codePoints().forEach(c -> appendEscaped(text, c, '\0'));
    return new PyCode(text.toString());
  }

  /** Returns a whole docstring, quotes included. */
  public static PyCode docstring(String prose) {
    StringBuilder text = new StringBuilder();
    oneLine(prose.replace('"', '\'')).codePoints().forEach(c -> appendEscaped(text, c, '\0'));
    // A final backslash is already doubled, so the closing quotes cannot be escaped.
    return new PyCode("\"\"\"" + text + "\"\"\"");
  }

  private static String oneLine(String prose) {
    return prose.strip().replaceAll("[\\s\\x{85}\\x{2028}\\x{2029}]+", " ");
  }

  /**
   * Appends one code point by the rules of Python's {@code ascii()}; {@code quote} is escaped when
   * met.
   */
  static void appendEscaped(StringBuilder text, int codePoint, char quote) {
    switch (codePoint) {
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (codePoint == quote && quote != '\0') {
          text.append('\\').append(quote);
        } else if (codePoint >= 0x20 && codePoint < 0x7f) {
          text.append((char) codePoint);
        } else if (codePoint < 0x100) {
          text.append("\\x").append(HEX.toHexDigits(codePoint, 2));
        } else if (codePoint < 0x10000) {
          text.append("\\u").append(HEX.toHexDigits(codePoint, 4));
        } else {
          text.append("\\U").append(HEX.toHexDigits(codePoint, 8));
        }
      }
    }
  }
}
