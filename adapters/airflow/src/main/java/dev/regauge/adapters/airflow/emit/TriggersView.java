package dev.regauge.adapters.airflow.emit;

import dev.regauge.adapters.airflow.model.AirflowProduct;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.PyText;
import java.util.List;

/** View of {@code dags/<product>--triggers.py}. */
public record TriggersView(
    PyCode product, PyCode scope, PyCode dags, PyCode dag, PyCode description, PyCode tags) {

  static final Template<TriggersView> TEMPLATE =
      new Template<>("templates/airflow/triggers.py.peb", TriggersView.class);

  static TriggersView of(AirflowProduct product, AirflowProduct.Poller poller) {
    return new TriggersView(
        PyText.comment(product.name()),
        PyExpr.name(product.scope()).code(),
        PyLiteral.of(poller.dags()).after("DAGS = "),
        PyLiteral.of(poller.id()).code(),
        PyLiteral.of("What starts the jobs of " + product.name() + " beside their crons")
            .after("    description="),
        PyLiteral.of(List.of("product=" + product.name())).after("    tags="));
  }
}
