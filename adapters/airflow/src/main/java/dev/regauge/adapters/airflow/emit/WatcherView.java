package dev.regauge.adapters.airflow.emit;

import dev.regauge.adapters.airflow.model.AirflowProduct;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.PyText;
import java.util.List;

/** View of {@code dags/<product>--freshness.py}. */
public record WatcherView(
    PyCode product, PyCode scope, PyCode dag, PyCode description, PyCode cron, PyCode tags) {

  static final Template<WatcherView> TEMPLATE =
      new Template<>("templates/airflow/freshness.py.peb", WatcherView.class);

  static WatcherView of(AirflowProduct product, AirflowProduct.Watcher watcher) {
    return new WatcherView(
        PyText.comment(product.name()),
        PyExpr.name(product.scope()).code(),
        PyLiteral.of(watcher.id()).code(),
        PyLiteral.of("How old the assets of " + product.name() + " are").after("    description="),
        PyLiteral.of(watcher.cron()).code(),
        PyLiteral.of(List.of("product=" + product.name())).after("    tags="));
  }
}
