package dev.regauge.spec.model.form;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The forms of Iceberg column types and partition transforms. */
final class ColumnTypes {

  private static final Set<String> PLAIN =
      new TreeSet<>(
          List.of(
              "boolean",
              "int",
              "long",
              "float",
              "double",
              "date",
              "time",
              "timestamp",
              "timestamptz",
              "string",
              "uuid",
              "binary"));
  private static final Set<String> PLAIN_TRANSFORMS =
      new TreeSet<>(List.of("identity", "year", "month", "day", "hour", "void"));
  private static final int DEEPEST = 20;

  private ColumnTypes() {}

  static boolean isType(String text) {
    if (PLAIN.contains(text)) {
      return true;
    }
    Parser parser = new Parser(text);
    return parser.type(0) && parser.isAtEnd();
  }

  static boolean isTransform(String text) {
    if (PLAIN_TRANSFORMS.contains(text)) {
      return true;
    }
    int bracket = text.indexOf('[');
    if (bracket < 0 || !text.endsWith("]")) {
      return false;
    }
    String name = text.substring(0, bracket);
    String width = text.substring(bracket + 1, text.length() - 1);
    return (name.equals("bucket") || name.equals("truncate"))
        && !width.isEmpty()
        && width.length() <= 9
        && width.charAt(0) != '0'
        && width.chars().allMatch(Names::isDigit);
  }

  /** Walks a nested type such as {@code map<string, list<decimal(9,2)>>}. */
  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    boolean isAtEnd() {
      return at == text.length();
    }

    boolean type(int depth) {
      if (depth > DEEPEST) {
        return false;
      }
      String word = word();
      return switch (word) {
        case "decimal" -> isDecimal();
        case "fixed" -> take('(') && number() > 0 && take(')');
        case "list" -> take('<') && type(depth + 1) && take('>');
        case "map" -> take('<') && type(depth + 1) && take(',') && type(depth + 1) && take('>');
        case "struct" -> take('<') && areFields(depth) && take('>');
        default -> PLAIN.contains(word);
      };
    }

    private boolean areFields(int depth) {
      do {
        if (!Names.isName(word()) || !take(':') || !type(depth + 1)) {
          return false;
        }
      } while (take(','));
      return true;
    }

    private boolean isDecimal() {
      if (!take('(')) {
        return false;
      }
      int precision = number();
      if (precision < 1 || precision > 38 || !take(',')) {
        return false;
      }
      int scale = number();
      return scale >= 0 && scale <= precision && take(')');
    }

    private String word() {
      skipSpaces();
      int start = at;
      while (at < text.length()
          && (text.charAt(at) == '_' || Character.isLetterOrDigit(text.charAt(at)))) {
        at++;
      }
      return text.substring(start, at);
    }

    private int number() {
      String digits = word();
      if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(Names::isDigit)) {
        return -1;
      }
      return Integer.parseInt(digits);
    }

    private boolean take(char c) {
      skipSpaces();
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private void skipSpaces() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }
  }
}
