package dev.regauge.spec.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what stands as a bind, {@code :name}, in SQL: not in strings, quoted names, dollar quotes
 * and comments, and no {@code ::cast}. The runtime's {@code sql_text.py} reads queries the same
 * way.
 *
 * <p>Written by hand: a pattern with alternatives overflows the stack on long strings.
 */
final class SqlBinds {

  private final String sql;
  private final List<Bind> binds = new ArrayList<>();
  private int at;
  private int brackets;

  private SqlBinds(String sql) {
    this.sql = sql;
  }

  /** Returns the binds in the text's order. */
  static List<Bind> in(String sql) {
    SqlBinds scan = new SqlBinds(sql);
    while (scan.at < sql.length()) {
      scan.step();
    }
    return List.copyOf(scan.binds);
  }

  /** Returns the text with spaces for all that stands in quotes and comments. */
  static String plain(String sql) {
    SqlBinds scan = new SqlBinds(sql);
    StringBuilder plain = new StringBuilder(sql);
    while (scan.at < sql.length()) {
      int start = scan.at;
      scan.step();
      if ("'\"$-/".indexOf(sql.charAt(start)) >= 0 && scan.at > start + 1) {
        for (int i = start; i < Math.min(scan.at, sql.length()); i++) {
          plain.setCharAt(i, ' ');
        }
      }
    }
    return plain.toString();
  }

  private void step() {
    char c = sql.charAt(at);
    switch (c) {
      case '\'' -> skipQuoted(c, isEscaped());
      case '"' -> skipQuoted(c, false);
      case '$' -> skipDollarQuote();
      case '-' -> at = sql.startsWith("--", at) ? endOf("\n", at) : at + 1;
      case '/' -> skipComment();
      case ':' -> colon();
      case '[', '{' -> {
        brackets++;
        at++;
      }
      case ']', '}' -> {
        brackets = Math.max(0, brackets - 1);
        at++;
      }
      default -> at++;
    }
  }

  /** Whether the string at this place is PostgreSQL's {@code E'…'}, in which {@code \'} is none. */
  private boolean isEscaped() {
    if (at == 0 || "eE".indexOf(sql.charAt(at - 1)) < 0) {
      return false;
    }
    return at == 1 || !(isWord(sql.charAt(at - 2)) || sql.charAt(at - 2) == '"');
  }

  private void skipQuoted(char quote, boolean isEscaped) {
    at++;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (isEscaped && c == '\\') {
        at++;
      } else if (c == quote) {
        if (at + 1 >= sql.length() || sql.charAt(at + 1) != quote) {
          at++;
          return;
        }
        at++;
      }
      at++;
    }
  }

  private void skipDollarQuote() {
    boolean isPartOfAName = at > 0 && (isWord(sql.charAt(at - 1)) || sql.charAt(at - 1) == '$');
    int end = at + 1;
    while (end < sql.length() && isWord(sql.charAt(end))) {
      end++;
    }
    boolean isTag =
        end < sql.length()
            && sql.charAt(end) == '$'
            && (end == at + 1 || !isDigit(sql.charAt(at + 1)));
    if (isPartOfAName || !isTag) {
      at++;
      return;
    }
    String tag = sql.substring(at, end + 1);
    int close = sql.indexOf(tag, end + 1);
    at = close < 0 ? sql.length() : close + tag.length();
  }

  /** Comments nest, as in PostgreSQL. */
  private void skipComment() {
    if (!sql.startsWith("/*", at)) {
      at++;
      return;
    }
    int depth = 0;
    while (at < sql.length()) {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
        if (depth == 0) {
          return;
        }
      } else {
        at++;
      }
    }
  }

  private void colon() {
    if (sql.startsWith("::", at) || sql.startsWith(":=", at)) {
      at += 2;
      return;
    }
    char before = at == 0 ? ' ' : sql.charAt(at - 1);
    int end = at + 1;
    while (end < sql.length() && isWord(sql.charAt(end))) {
      end++;
    }
    boolean isName = end > at + 1 && !isDigit(sql.charAt(at + 1));
    if (isName && !isWord(before) && "]):'\"".indexOf(before) < 0) {
      binds.add(new Bind(sql.substring(at + 1, end), at, brackets > 0));
      at = end;
    } else {
      at++;
    }
  }

  private int endOf(String text, int from) {
    int found = sql.indexOf(text, from);
    return found < 0 ? sql.length() : found;
  }

  private static boolean isWord(char c) {
    return c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /**
   * One bind.
   *
   * @param offset of its colon
   * @param isInBrackets whether it may be a slice, {@code a[:n]}, or a struct, {@code {'a' :b}}
   */
  record Bind(String name, int offset, boolean isInBrackets) {}
}
