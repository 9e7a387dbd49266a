package dev.regauge.adapters.dagster.emit;

import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import java.util.List;

/** The names of an import, in brackets when they do not fit on the line. */
final class Imports {
  private Imports() {}

  static PyCode of(String start, List<String> names) {
    List<PyExpr> items = names.stream().map(PyExpr::name).toList();
    PyCode flat = PyExpr.bare(items);
    // Nothing follows on the line, so that the last column may be used.
    boolean fits = start.length() + flat.text().length() <= PyExpr.LINE_LENGTH;
    return fits ? flat : PyExpr.group(items).after(start + " ".repeat(PyExpr.LINE_LENGTH));
  }
}
