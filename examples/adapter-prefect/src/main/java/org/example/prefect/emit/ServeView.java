package org.example.prefect.emit;

import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.PyText;
import java.util.ArrayList;
import java.util.List;
import org.example.prefect.model.JobFlow;
import org.example.prefect.model.PrefectProduct;

/** View of {@code serve.py}. */
public record ServeView(PyCode product, PyCode packageName, PyCode stepModule, List<PyCode> jobs) {
  static final Template<ServeView> TEMPLATE =
      new Template<>("templates/prefect/serve.py.peb", ServeView.class);

  static ServeView of(PrefectProduct product) {
    return new ServeView(
        PyText.comment(product.name()),
        PyExpr.name(product.packageName()).code(),
        PyExpr.name(product.scope() + "_step").code(),
        product.flows().stream().map(flow -> deployment(product, flow).after("        ")).toList());
  }

  private static PyExpr deployment(PrefectProduct product, JobFlow flow) {
    List<PyExpr> arguments = new ArrayList<>();
    arguments.add(PyExpr.keyword("name", PyLiteral.of(flow.job())));
    arguments.add(PyExpr.keyword("description", PyLiteral.lines(description(product, flow))));
    arguments.add(PyExpr.keyword("version", PyLiteral.of(product.version())));
    if (!flow.tags().isEmpty()) {
      arguments.add(PyExpr.keyword("tags", PyLiteral.of(flow.tags())));
    }
    if (!flow.crons().isEmpty()) {
      arguments.add(
          PyExpr.keyword(
              "schedules",
              PyExpr.list(flow.crons().stream().map(cron -> cron(flow, cron)).toList())));
    }
    flow.runLimit()
        .ifPresent(limit -> arguments.add(PyExpr.keyword("concurrency_limit", limit(flow, limit))));
    arguments.add(PyExpr.keyword("entrypoint_type", PyExpr.name("EntrypointType.MODULE_PATH")));
    return PyExpr.call("jobs." + flow.function() + ".to_deployment", arguments);
  }

  private static PyExpr cron(JobFlow flow, JobFlow.CronLine cron) {
    PyExpr active =
        PyExpr.call(
            "enabled.get", List.of(PyLiteral.of(flow.job()), PyLiteral.of(cron.isActive())));
    return PyExpr.call(
        "Cron",
        List.of(
            PyLiteral.of(cron.cron()),
            PyExpr.keyword("timezone", PyLiteral.of(cron.timezone())),
            PyExpr.keyword("active", active)));
  }

  private static PyExpr limit(JobFlow flow, int limit) {
    String strategy = flow.isSkipped() ? "CANCEL_NEW" : "ENQUEUE";
    return PyExpr.call(
        "ConcurrencyLimitConfig",
        List.of(
            PyExpr.keyword("limit", PyLiteral.of(limit)),
            PyExpr.keyword(
                "collision_strategy", PyExpr.name("ConcurrencyLimitStrategy." + strategy))));
  }

  private static String description(PrefectProduct product, JobFlow flow) {
    StringBuilder text = new StringBuilder();
    text.append("Job ").append(flow.job()).append(" of ").append(product.name());
    text.append(product.owner().isEmpty() ? "." : ", owned by " + product.owner() + ".");
    if (!flow.params().isEmpty()) {
      text.append(" Parameters:\n");
    }
    flow.params().forEach(param -> text.append("- ").append(ReadmeView.words(param)).append('\n'));
    return text.toString();
  }
}
