package dev.regauge.adapters.airflow.emit;

import dev.regauge.adapters.spi.PodWords;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import java.util.ArrayList;
import java.util.List;

/** Lays out what a task asks of a pod of its own. */
final class PodLayout {
  private PodLayout() {}

  static PyExpr of(PodWords pod) {
    List<PyExpr> arguments = new ArrayList<>();
    if (!pod.requests().isEmpty()) {
      arguments.add(PyExpr.keyword("requests", PyLiteral.of(pod.requests())));
    }
    if (!pod.limits().isEmpty()) {
      arguments.add(PyExpr.keyword("limits", PyLiteral.of(pod.limits())));
    }
    if (!pod.nodeSelector().isEmpty()) {
      arguments.add(PyExpr.keyword("node_selector", PyLiteral.of(pod.nodeSelector())));
    }
    if (!pod.tolerations().isEmpty()) {
      arguments.add(PyExpr.keyword("tolerations", PyLiteral.of(pod.tolerations())));
    }
    return PyExpr.call("pod_of_its_own", arguments);
  }
}
