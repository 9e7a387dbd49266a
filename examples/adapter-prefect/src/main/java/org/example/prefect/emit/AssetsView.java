package org.example.prefect.emit;

import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyIdentifier;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.PyText;
import java.util.ArrayList;
import java.util.List;
import org.example.prefect.model.MaterializingTask;
import org.example.prefect.model.PrefectProduct;

/** View of {@code assets.py}. */
public record AssetsView(PyCode product, PyCode packageName, List<TaskView> tasks) {
  static final Template<AssetsView> TEMPLATE =
      new Template<>("templates/prefect/assets.py.peb", AssetsView.class);

  /** Prefect refuses a longer description of an asset. */
  private static final int LONGEST = 2500;

  /**
   * A task.
   *
   * @param decorator {@code materialize(…)}
   * @param step the one call of its body
   */
  public record TaskView(PyCode decorator, PyCode function, PyCode step) {}

  static AssetsView of(PrefectProduct product) {
    return new AssetsView(
        PyText.comment(product.name()),
        PyExpr.name(product.packageName()).code(),
        product.tasks().stream().map(AssetsView::task).toList());
  }

  private static TaskView task(MaterializingTask task) {
    return new TaskView(
        decorator(task).after("@"),
        new PyIdentifier(task.function()).code(),
        step(task).after("    return "));
  }

  private static PyExpr decorator(MaterializingTask task) {
    List<PyExpr> properties = new ArrayList<>();
    properties.add(PyExpr.keyword("name", PyLiteral.of(task.name())));
    task.description()
        .ifPresent(
            text -> properties.add(PyExpr.keyword("description", PyLiteral.of(shortened(text)))));
    if (!task.owners().isEmpty()) {
      properties.add(PyExpr.keyword("owners", PyLiteral.of(task.owners())));
    }
    List<PyExpr> arguments = new ArrayList<>();
    arguments.add(
        PyExpr.call(
            "Asset",
            List.of(
                PyExpr.keyword("key", PyLiteral.of(task.uri())),
                PyExpr.keyword("properties", PyExpr.call("AssetProperties", properties)))));
    arguments.add(PyExpr.keyword("name", PyLiteral.of(task.identifier())));
    if (!task.upstream().isEmpty()) {
      arguments.add(PyExpr.keyword("asset_deps", PyLiteral.of(task.upstream())));
    }
    arguments.add(PyExpr.keyword("tags", PyLiteral.of(task.tags())));
    if (!task.retryWaits().isEmpty()) {
      arguments.add(PyExpr.keyword("retries", PyLiteral.of(task.retryWaits().size())));
      arguments.add(PyExpr.keyword("retry_delay_seconds", PyLiteral.of(task.prefectWaits())));
      arguments.add(PyExpr.keyword("retry_condition_fn", PyExpr.name("is_tried_again")));
    }
    arguments.add(PyExpr.keyword("cache_policy", PyExpr.name("NO_CACHE")));
    arguments.add(PyExpr.keyword("log_prints", PyLiteral.of(true)));
    return PyExpr.call("materialize", arguments);
  }

  private static PyExpr step(MaterializingTask task) {
    List<PyExpr> arguments = new ArrayList<>();
    arguments.add(PyLiteral.of(task.key()));
    arguments.add(PyExpr.keyword("waits", PyLiteral.of(task.retryWaits())));
    arguments.add(PyExpr.keyword("waited", PyLiteral.of(task.prefectWaits())));
    task.limit()
        .ifPresent(
            limit ->
                arguments.add(
                    PyExpr.keyword(
                        "limit", PyLiteral.tuple(List.<Object>of(limit, task.slots())))));
    if (!task.metadata().isEmpty()) {
      arguments.add(PyExpr.keyword("metadata", Literals.of(task.metadata())));
    }
    return PyExpr.call("run.step", arguments);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + " …";
  }
}
