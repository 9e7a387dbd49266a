package dev.regauge.templates.literal;

import java.util.List;

/**
 * A Python expression that lays itself out the way {@code ruff format} leaves it: on one line when
 * that fits, else one item a line with a trailing comma.
 */
public sealed interface PyExpr {

  /** The line length that generated Python is formatted to. */
  int LINE_LENGTH = 120;

  /** How deep brackets may nest; CPython's own limit is 200. */
  int MAX_DEPTH = 100;

  /** The expression on one line. */
  String flat();

  /** How deep its brackets nest. */
  int depth();

  /**
   * Returns the text for a line indented by {@code indent} of which {@code before} columns are
   * taken already.
   */
  String layout(int indent, int before, int after);

  /** A name, or a dotted path of names such as {@code dg.AssetKey}. */
  static PyExpr name(String dotted) {
    int start = 0;
    for (int dot = dotted.indexOf('.'); dot >= 0; dot = dotted.indexOf('.', start)) {
      PyIdentifier.check(dotted.substring(start, dot));
      start = dot + 1;
    }
    PyIdentifier.check(dotted.substring(start));
    return new Atom(dotted);
  }

  /** A call {@code name(items)}; keyword arguments by {@link #keyword}. */
  static PyExpr call(String dotted, List<PyExpr> arguments) {
    return new Bracketed(name(dotted).flat() + "(", arguments, ")", false);
  }

  /** A keyword argument {@code name=value}. */
  static PyExpr keyword(String name, PyExpr value) {
    return new Prefixed(PyIdentifier.check(name) + "=", value);
  }

  /** A list of expressions; {@link PyLiteral#of} makes one of values. */
  static PyExpr list(List<PyExpr> items) {
    return new Bracketed("[", items, "]", false);
  }

  /** Names side by side without brackets, as an import has them. */
  static PyCode bare(List<PyExpr> items) {
    return new PyCode(String.join(", ", items.stream().map(PyExpr::flat).toList()));
  }

  /** The same in round brackets, one a line. */
  static PyExpr group(List<PyExpr> items) {
    return new Bracketed("(", items, ")", false);
  }

  /** A method call on an expression, {@code value.method(arguments)}. */
  static PyExpr method(PyExpr value, String method, List<PyExpr> arguments) {
    return new Bracketed(
        value.flat() + "." + PyIdentifier.check(method) + "(", arguments, ")", false);
  }

  /** Two expressions with {@code >>} between them, as Airflow writes an edge. */
  static PyExpr shifted(PyExpr left, PyExpr right) {
    return new Prefixed(left.flat() + " >> ", right);
  }

  /** Returns the statement {@code from module import names}. */
  static PyCode importOf(String module, List<String> names) {
    String start = "from " + name(module).flat() + " import ";
    String flat = String.join(", ", names.stream().map(PyIdentifier::check).toList());
    if (start.length() + flat.length() <= LINE_LENGTH) {
      return new PyCode(start + flat);
    }
    List<PyExpr> items = names.stream().map(PyExpr::name).toList();
    return new PyCode(start + new Bracketed("(", items, ")", false).layout(0, start.length(), 0));
  }

  /**
   * Finishes the expression as what follows {@code start} on a line, with one character (a comma, a
   * bracket) after it.
   *
   * @param start the line's text before the expression, indentation included, for example {@code "
   *     deps="}
   */
  default PyCode after(String start) {
    if (depth() > MAX_DEPTH) {
      throw new IllegalArgumentException("expression nests deeper than " + MAX_DEPTH);
    }
    int indent = start.length() - start.stripLeading().length();
    return new PyCode(layout(indent, start.length(), 1));
  }

  /** Finishes the expression on one line. */
  default PyCode code() {
    return new PyCode(flat());
  }

  /** A literal or a name: never broken. */
  record Atom(String text) implements PyExpr {
    @Override
    public String flat() {
      return text;
    }

    @Override
    public int depth() {
      return 0;
    }

    @Override
    public String layout(int indent, int before, int after) {
      return text;
    }
  }

  /** A string in pieces, which stand below each other in parentheses when it does not fit. */
  record Lines(String flat, List<String> pieces) implements PyExpr {
    @Override
    public int depth() {
      return 1;
    }

    @Override
    public String layout(int indent, int before, int after) {
      if (before + flat.length() + after <= LINE_LENGTH) {
        return flat;
      }
      String margin = " ".repeat(indent + 4);
      // ruff joins pieces that fit on one line inside the parentheses.
      boolean isWhole = margin.length() + flat.length() <= LINE_LENGTH;
      String inside = isWhole ? flat : String.join("\n" + margin, pieces);
      return "(\n" + margin + inside + "\n" + " ".repeat(indent) + ")";
    }
  }

  /** An expression behind a fixed start such as {@code key=} or {@code "key": }. */
  record Prefixed(String prefix, PyExpr value) implements PyExpr {
    @Override
    public String flat() {
      return prefix + value.flat();
    }

    @Override
    public int depth() {
      return value.depth();
    }

    @Override
    public String layout(int indent, int before, int after) {
      return prefix + value.layout(indent, before + prefix.length(), after);
    }
  }

  /** Items between brackets. */
  record Bracketed(String open, List<PyExpr> items, String close, boolean isTuple)
      implements PyExpr {
    @Override
    public String flat() {
      String inside = String.join(", ", items.stream().map(PyExpr::flat).toList());
      return open + inside + (isTuple && items.size() == 1 ? "," : "") + close;
    }

    @Override
    public int depth() {
      return 1 + items.stream().mapToInt(PyExpr::depth).max().orElse(0);
    }

    @Override
    public String layout(int indent, int before, int after) {
      String flat = flat();
      if (items.isEmpty() || before + flat.length() + after <= LINE_LENGTH) {
        return flat;
      }
      StringBuilder text = new StringBuilder(open).append('\n');
      int inner = indent + 4;
      for (PyExpr item : items) {
        text.repeat(" ", inner).append(item.layout(inner, inner, 1)).append(",\n");
      }
      return text.repeat(" ", indent).append(close).toString();
    }
  }
}
