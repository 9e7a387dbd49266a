package dev.regauge.spec.rule;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the columns that a query names together with their table: {@code crm.customers.mail}, and
 * {@code c.mail} after {@code from crm.customers c} where nothing else in the query is called
 * {@code c}. What is in quotes and comments is not looked at.
 */
final class SqlColumns {

  /** Names are of letters of any language, whatever their case. */
  private static final int FLAGS =
      Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

  /** A name for a table; one that names the columns anew, in brackets, hides them. */
  private static final Pattern ALIAS =
      Pattern.compile("\\s+(?:as\\s+)?([\\p{L}_]\\w*)\\b(?!\\s*\\()", FLAGS);

  /** What stands after a table and is no name for it. */
  private static final Set<String> KEYWORDS =
      new TreeSet<>(
          List.of(
              "anti",
              "as",
              "asof",
              "cross",
              "except",
              "for",
              "full",
              "group",
              "having",
              "inner",
              "intersect",
              "join",
              "lateral",
              "left",
              "limit",
              "natural",
              "offset",
              "on",
              "order",
              "outer",
              "pivot",
              "positional",
              "qualify",
              "right",
              "sample",
              "semi",
              "tablesample",
              "union",
              "unpivot",
              "using",
              "where",
              "window"));

  private SqlColumns() {}

  /** Returns the columns of a table by the place of their name in the query. */
  static SortedMap<Integer, String> of(String sql, String table) {
    String plain = SqlBinds.plain(sql);
    SortedMap<Integer, String> columns = new TreeMap<>();
    named(plain, table, columns);
    Matcher tables = word(table).matcher(plain);
    while (tables.find()) {
      Matcher alias = ALIAS.matcher(plain).region(tables.end(), plain.length());
      if (alias.lookingAt()
          && !KEYWORDS.contains(alias.group(1).toLowerCase(Locale.ROOT))
          && isAlone(plain, alias.group(1), alias.start(1))) {
        named(plain, alias.group(1), columns);
      }
    }
    return columns;
  }

  private static void named(String plain, String owner, SortedMap<Integer, String> columns) {
    Matcher names =
        Pattern.compile(
                "(?<![\\w.\"])" + Pattern.quote(owner) + "\\.([\\p{L}_]\\w*)\\b(?!\\s*\\()", FLAGS)
            .matcher(plain);
    while (names.find()) {
      columns.put(names.start(1), names.group(1));
    }
  }

  /** Whether a word stands at one place only, but for those where a column follows it. */
  private static boolean isAlone(String plain, String alias, int at) {
    Matcher words = word(alias).matcher(plain);
    while (words.find()) {
      if (words.start() != at) {
        return false;
      }
    }
    return true;
  }

  private static Pattern word(String name) {
    return Pattern.compile("(?<![\\w.\"])" + Pattern.quote(name) + "(?![\\w.\"])", FLAGS);
  }
}
