package org.example.prefect.emit;

import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyIdentifier;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.PyText;
import java.util.ArrayList;
import java.util.List;
import org.example.prefect.model.JobFlow;
import org.example.prefect.model.PrefectProduct;

/** View of {@code jobs.py}. */
public record JobsView(PyCode product, PyCode packageName, List<FlowView> flows) {
  static final Template<JobsView> TEMPLATE =
      new Template<>("templates/prefect/jobs.py.peb", JobsView.class);

  /**
   * A flow.
   *
   * @param begun the arguments of {@code begun}
   */
  public record FlowView(
      PyCode decorator,
      PyCode function,
      boolean isPartitioned,
      PyCode begun,
      List<StepView> steps) {}

  /** A task that the flow submits: {@code steps["a"] = assets.a_step.submit(…)}. */
  public record StepView(PyCode key, PyCode submitted) {}

  static JobsView of(PrefectProduct product) {
    return new JobsView(
        PyText.comment(product.name()),
        PyExpr.name(product.packageName()).code(),
        product.flows().stream().map(JobsView::flow).toList());
  }

  private static FlowView flow(JobFlow flow) {
    PyExpr runner =
        PyExpr.call(
            "ThreadPoolTaskRunner",
            List.of(PyExpr.keyword("max_workers", PyLiteral.of(flow.maxConcurrent()))));
    List<PyExpr> arguments =
        List.of(
            PyExpr.keyword("name", PyLiteral.of(flow.flowName())),
            PyExpr.keyword("task_runner", runner));
    return new FlowView(
        PyExpr.call("flow", arguments).after("@"),
        new PyIdentifier(flow.function()).code(),
        flow.isPartitioned(),
        PyExpr.bare(begun(flow)),
        flow.steps().stream().map(JobsView::step).toList());
  }

  private static List<PyExpr> begun(JobFlow flow) {
    List<PyExpr> arguments = new ArrayList<>();
    arguments.add(PyLiteral.of(flow.job()));
    arguments.add(PyExpr.keyword("params", PyExpr.name("params")));
    arguments.add(PyExpr.keyword("cause", PyExpr.name("cause")));
    if (flow.isPartitioned()) {
      arguments.add(PyExpr.keyword("is_partitioned", PyLiteral.of(true)));
      arguments.add(PyExpr.keyword("partition", PyExpr.name("partition")));
      arguments.add(PyExpr.keyword("backfill", PyExpr.name("backfill")));
    }
    return arguments;
  }

  private static StepView step(JobFlow.Step step) {
    List<PyExpr> waits =
        step.waitsFor().stream()
            .<PyExpr>map(key -> new PyExpr.Prefixed("steps", PyLiteral.of(List.of(key))))
            .toList();
    List<PyExpr> arguments = new ArrayList<>();
    arguments.add(PyExpr.name("run"));
    if (!waits.isEmpty()) {
      arguments.add(PyExpr.keyword("wait_for", PyExpr.list(waits)));
    }
    PyExpr key = PyLiteral.of(step.key());
    return new StepView(
        key.code(),
        PyExpr.call("assets." + step.function() + ".submit", arguments)
            .after("    steps[" + key.flat() + "] = "));
  }
}
