package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.CodeLocation;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.PyText;

/** View of {@code freshness.py}. */
public record WatcherView(
    PyCode product, PyCode packageName, PyCode stepModule, PyCode name, PyCode every) {

  static final Template<WatcherView> TEMPLATE =
      new Template<>("templates/dagster/freshness.py.peb", WatcherView.class);

  /** The module's name. */
  static final String MODULE = "freshness";

  static WatcherView of(CodeLocation location, CodeLocation.Watcher watcher) {
    return new WatcherView(
        PyText.comment(location.product()),
        PyExpr.name(location.packageName()).code(),
        PyExpr.name(location.stepModule()).code(),
        PyLiteral.of(watcher.name()).code(),
        PyLiteral.of(watcher.everySeconds()).code());
  }
}
