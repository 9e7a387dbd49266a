package dev.regauge.templates.literal;

import java.util.Set;

/**
 * A name in Python code. A keyword, also a soft one, gets the suffix {@code _}: an asset {@code
 * raw/match} in a group of its own becomes {@code match_}.
 */
public record PyIdentifier(String name) {
  /** Python 3.11 to 3.14, soft keywords last. */
  private static final Set<String> KEYWORDS =
      Set.of(
          "False",
          "None",
          "True",
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield",
          "_",
          "case",
          "match",
          "type");

  /**
   * Refuses what is no ASCII identifier: Python folds others by NFKC, so that two names become one.
   */
  public PyIdentifier {
    check(name);
  }

  /**
   * Returns the name of a spec as one that Python takes, with {@code -}, {@code /} and {@code .} as
   * {@code _}.
   */
  public static PyIdentifier of(String specName) {
    String name = specName.replace('-', '_').replace("/", "__").replace('.', '_');
    return new PyIdentifier(KEYWORDS.contains(name) ? name + "_" : name);
  }

  /** The name as finished code. */
  public PyCode code() {
    return new PyCode(name);
  }

  /** The name as an expression. */
  public PyExpr expression() {
    return new PyExpr.Atom(name);
  }

  static String check(String name) {
    if (!isIdentifier(name)) {
      throw new IllegalArgumentException("not a Python identifier: " + name);
    }
    return name;
  }

  private static boolean isIdentifier(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!isLetter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
