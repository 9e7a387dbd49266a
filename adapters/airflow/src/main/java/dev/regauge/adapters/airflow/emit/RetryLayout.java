package dev.regauge.adapters.airflow.emit;

import dev.regauge.adapters.airflow.model.Dialect;
import dev.regauge.adapters.airflow.model.Task;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a task's waits: by a retry policy that the failed attempt tells its wait, or, where
 * Airflow has one delay for all attempts, by the shortest wait and a task that stays for the rest.
 */
record RetryLayout(Dialect dialect) {

  /** Returns the name that the generated module of the waits offers. */
  String name() {
    return dialect.hasRetryPolicies() ? "StepWaitsV1" : "keep_waits";
  }

  /** Returns the task's arguments beside {@code retries}. */
  List<PyExpr> arguments(Task task) {
    List<PyExpr> arguments = new ArrayList<>();
    if (!task.waits().isEmpty()) {
      PyExpr delay = PyExpr.keyword("seconds", PyLiteral.of(delay(task)));
      arguments.add(PyExpr.keyword("retry_delay", PyExpr.call("timedelta", List.of(delay))));
      if (dialect.hasRetryPolicies()) {
        arguments.add(PyExpr.keyword("retry_policy", PyExpr.call(name(), List.of())));
      }
    }
    return arguments;
  }

  /** Whether the task itself stays for what a wait is longer than Airflow's own. */
  boolean stays(Task task) {
    return !dialect.hasRetryPolicies() && !task.waits().isEmpty();
  }

  /** Returns the decorator by which it does. */
  PyExpr stay(Task task) {
    PyExpr delay = PyLiteral.of(task.waits().isEmpty() ? 0.0 : delay(task));
    return PyExpr.call(name(), List.of(PyExpr.keyword("delay_seconds", delay)));
  }

  /** A policy says the wait of each attempt; the first is for a worker that was lost. */
  private double delay(Task task) {
    return dialect.hasRetryPolicies() ? task.waits().getFirst() : task.shortestWait();
  }
}
