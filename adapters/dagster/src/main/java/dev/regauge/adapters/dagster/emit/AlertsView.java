package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.CodeLocation;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.PyText;

/** View of {@code alerts.py}. */
public record AlertsView(
    PyCode product,
    PyCode packageName,
    PyCode stepModule,
    PyCode jobImports,
    PyCode name,
    PyCode every,
    PyCode jobs,
    boolean hasPauses,
    PyCode pausesAfter,
    boolean tellsOfGoodRuns,
    PyCode nameOfGood) {

  static final Template<AlertsView> TEMPLATE =
      new Template<>("templates/dagster/alerts.py.peb", AlertsView.class);

  /** The module's name. */
  static final String MODULE = "alerts";

  static AlertsView of(CodeLocation location, CodeLocation.Alerts alerts) {
    return new AlertsView(
        PyText.comment(location.product()),
        PyExpr.name(location.packageName()).code(),
        PyExpr.name(location.stepModule()).code(),
        Imports.of("from " + location.packageName() + ".jobs import ", alerts.jobs()),
        PyLiteral.of(alerts.name()).code(),
        PyLiteral.of(alerts.everySeconds()).code(),
        PyExpr.list(alerts.jobs().stream().map(PyExpr::name).toList()).after("    monitored_jobs="),
        !alerts.pausesAfter().isEmpty(),
        PyLiteral.of(alerts.pausesAfter()).after("PAUSES_AFTER = "),
        alerts.nameOfGood().isPresent(),
        PyLiteral.of(alerts.nameOfGood().orElse("")).code());
  }
}
