package dev.regauge.spec.source;

/**
 * YAML 1.2's core rules for what is written without quotes. {@code no}, {@code on} and {@code
 * 12:30} are texts.
 */
final class Scalars {

  private Scalars() {}

  /** What a plain scalar is. */
  enum Kind {
    NULL,
    TRUE_OR_FALSE,
    /** A decimal integer as JSON has it. */
    INTEGER,
    /** A decimal number as JSON has it. */
    NUMBER,
    /** A number of YAML that JSON does not have or would read otherwise: 012, 0x1F, .5, .inf. */
    ODD_NUMBER,
    TEXT
  }

  static Kind kindOf(String text) {
    if (text.isEmpty()) {
      return Kind.NULL;
    }
    char first = text.charAt(0);
    boolean canBeNumber =
        (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
    if (canBeNumber) {
      return numberKind(text);
    }
    return switch (text) {
      case "null", "Null", "NULL", "~" -> Kind.NULL;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> Kind.TRUE_OR_FALSE;
      default -> Kind.TEXT;
    };
  }

  static boolean isTrue(String text) {
    return text.charAt(0) == 't' || text.charAt(0) == 'T';
  }

  /**
   * Whether the number would come back otherwise from a reader that takes it as a number: 1.10,
   * 1e3, 012.
   */
  static boolean losesItsSpelling(String text, Kind kind) {
    if (kind == Kind.ODD_NUMBER) {
      return true;
    }
    if (kind != Kind.NUMBER) {
      return false;
    }
    return text.endsWith("0")
        || text.indexOf('e') >= 0
        || text.indexOf('E') >= 0
        || text.length() > 16;
  }

  private static Kind numberKind(String text) {
    int at = 0;
    boolean isJson = true;
    if (text.charAt(0) == '-' || text.charAt(0) == '+') {
      isJson = text.charAt(0) == '-';
      at = 1;
    }
    if (at == 0 && text.startsWith("0x")) {
      return isAll(text, 2, "0123456789abcdefABCDEF") ? Kind.ODD_NUMBER : Kind.TEXT;
    }
    if (at == 0 && text.startsWith("0o")) {
      return isAll(text, 2, "01234567") ? Kind.ODD_NUMBER : Kind.TEXT;
    }
    String rest = text.substring(at);
    switch (rest) {
      case ".inf", ".Inf", ".INF" -> {
        return Kind.ODD_NUMBER;
      }
      case ".nan", ".NaN", ".NAN" -> {
        return at == 0 ? Kind.ODD_NUMBER : Kind.TEXT;
      }
      default -> {}
    }
    int whole = digits(text, at);
    isJson &= whole == 1 || (whole > 1 && text.charAt(at) != '0');
    at += whole;
    boolean isInteger = true;
    int fraction = 0;
    if (at < text.length() && text.charAt(at) == '.') {
      isInteger = false;
      fraction = digits(text, at + 1);
      isJson &= fraction > 0;
      at += 1 + fraction;
    }
    if (whole + fraction == 0) {
      return Kind.TEXT;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      isInteger = false;
      at++;
      if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
        at++;
      }
      int exponent = digits(text, at);
      if (exponent == 0) {
        return Kind.TEXT;
      }
      at += exponent;
    }
    if (at < text.length()) {
      return Kind.TEXT;
    }
    if (!isJson) {
      return Kind.ODD_NUMBER;
    }
    return isInteger ? Kind.INTEGER : Kind.NUMBER;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }

  private static boolean isAll(String text, int from, String allowed) {
    for (int i = from; i < text.length(); i++) {
      if (allowed.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return text.length() > from;
  }
}
