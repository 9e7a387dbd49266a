package dev.regauge.templates.literal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Java value as a Python literal that evaluates to the same value.
 *
 * <p>Text is pure ASCII by the rules of Python's {@code ascii()}: raw UTF-8 breaks on lone
 * surrogates, JSON's escapes break on astral characters, and invisible characters (bidi controls,
 * NEL, U+2028) must be visible in code. No f-string is ever made.
 */
public final class PyLiteral {
  /** CPython refuses longer integer literals. */
  private static final int MAX_DIGITS = 4300;

  private PyLiteral() {}

  /**
   * Returns the literal of a string, integer, decimal, float, boolean, null, optional, list, set or
   * map of these; parts may be {@link PyExpr} already. A set is ordered by its items' text, a map
   * keeps its order.
   *
   * @throws IllegalArgumentException for another type, or a value that Python cannot write as a
   *     literal
   */
  public static PyExpr of(@Nullable Object value) {
    return switch (value) {
      case null -> new PyExpr.Atom("None");
      case PyExpr done -> done;
      case String text -> new PyExpr.Atom(quoted(text));
      case Boolean flag -> new PyExpr.Atom(flag ? "True" : "False");
      case Integer number -> new PyExpr.Atom(Integer.toString(number));
      case Long number -> new PyExpr.Atom(Long.toString(number));
      case BigInteger number -> integer(number);
      case BigDecimal number -> decimal(number);
      case Double number -> real(number);
      case Optional<?> optional -> of(optional.orElse(null));
      case List<?> items -> new PyExpr.Bracketed("[", literals(items), "]", false);
      case Set<?> items -> set(items);
      case Map<?, ?> map -> new PyExpr.Bracketed("{", entries(map), "}", false);
      default -> throw new IllegalArgumentException("no Python literal for " + value.getClass());
    };
  }

  /** Returns the tuple of the items' literals. */
  public static PyExpr tuple(List<?> items) {
    return new PyExpr.Bracketed("(", literals(items), ")", true);
  }

  /**
   * Returns the literal of a longer text, which is laid out with each of its lines on a line of its
   * own.
   */
  public static PyExpr lines(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      pieces.add(quoted(text.substring(start, end < 0 ? text.length() : end + 1)));
      start = end < 0 ? text.length() : end + 1;
    }
    return pieces.size() < 2 ? of(text) : new PyExpr.Lines(quoted(text), pieces);
  }

  private static List<PyExpr> literals(List<?> items) {
    return items.stream().map(PyLiteral::of).toList();
  }

  private static PyExpr set(Set<?> items) {
    List<PyExpr> sorted =
        items.stream()
            .map(PyLiteral::of)
            .map(PyExpr::flat)
            .sorted()
            .<PyExpr>map(PyExpr.Atom::new)
            .toList();
    return sorted.isEmpty()
        ? new PyExpr.Atom("set()")
        : new PyExpr.Bracketed("{", sorted, "}", false);
  }

  private static List<PyExpr> entries(Map<?, ?> map) {
    return map.entrySet().stream()
        .<PyExpr>map(
            entry -> new PyExpr.Prefixed(of(entry.getKey()).flat() + ": ", of(entry.getValue())))
        .toList();
  }

  private static PyExpr integer(BigInteger number) {
    String digits = number.toString();
    if (digits.length() > MAX_DIGITS) {
      throw new IllegalArgumentException("integer with more than " + MAX_DIGITS + " digits");
    }
    return new PyExpr.Atom(digits);
  }

  /**
   * A decimal without a fraction is an integer, as YAML 1.2 and JSON write it; else the nearest
   * float.
   */
  private static PyExpr decimal(BigDecimal number) {
    if (number.scale() <= 0 && number.precision() - number.scale() <= MAX_DIGITS) {
      return integer(number.toBigIntegerExact());
    }
    return real(number.doubleValue());
  }

  private static PyExpr real(double number) {
    if (Double.isNaN(number)) {
      return new PyExpr.Atom("float(\"nan\")");
    }
    if (Double.isInfinite(number)) {
      return new PyExpr.Atom(number > 0 ? "float(\"inf\")" : "float(\"-inf\")");
    }
    return new PyExpr.Atom(Double.toString(number).replace('E', 'e'));
  }

  /** Double quotes, unless single ones save escapes: the choice that the formatter makes too. */
  private static String quoted(String text) {
    if (isPlain(text)) {
      return "\"" + text + "\"";
    }
    long doubles = text.chars().filter(c -> c == '"').count();
    long singles = text.chars().filter(c -> c == '\'').count();
    char quote = doubles > singles ? '\'' : '"';
    StringBuilder literal = new StringBuilder(text.length() + 2).append(quote);
    text.codePoints().forEach(c -> PyText.appendEscaped(literal, c, quote));
    return literal.append(quote).toString();
  }

  /** Most texts need no escape; they take the short way. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c > 0x7e || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }
}
