package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.CodeLocation;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.PyText;
import java.util.LinkedHashMap;
import java.util.Map;

/** View of {@code freshness.py}. */
public record WatcherView(
    PyCode product,
    PyCode packageName,
    PyCode stepModule,
    boolean hasKeys,
    PyCode keys,
    PyCode name,
    PyCode every) {

  static final Template<WatcherView> TEMPLATE =
      new Template<>("templates/dagster/freshness.py.peb", WatcherView.class);

  /** The module's name. */
  static final String MODULE = "freshness";

  static WatcherView of(CodeLocation location, CodeLocation.Watcher watcher) {
    Map<String, Object> keys = new LinkedHashMap<>();
    watcher.keys().forEach((key, path) -> keys.put(key, Py.assetKey(path)));
    return new WatcherView(
        PyText.comment(location.product()),
        PyExpr.name(location.packageName()).code(),
        PyExpr.name(location.stepModule()).code(),
        !keys.isEmpty(),
        PyLiteral.of(keys).after("KEYS = "),
        PyLiteral.of(watcher.name()).code(),
        PyLiteral.of(watcher.everySeconds()).code());
  }
}
