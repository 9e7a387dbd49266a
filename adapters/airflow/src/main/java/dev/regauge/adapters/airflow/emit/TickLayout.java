package dev.regauge.adapters.airflow.emit;

import dev.regauge.adapters.airflow.model.Dag;
import dev.regauge.adapters.airflow.model.Schedule;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import java.util.ArrayList;
import java.util.List;

/** Lays out when a job's runs come, and what requests some of them. */
final class TickLayout {

  private TickLayout() {}

  static DagView.TickerBlock view(Dag dag, Dag.Ticker ticker) {
    List<PyExpr> due = new ArrayList<>();
    due.add(PyLiteral.of(dag.job()));
    due.add(PyExpr.keyword("dag_id", PyLiteral.of(dag.id())));
    ticker
        .skipWhenBusy()
        .ifPresent(most -> due.add(PyExpr.keyword("skip_when_busy", PyLiteral.of(most))));
    return new DagView.TickerBlock(
        PyExpr.call(
                "DAG",
                List.of(
                    PyLiteral.of(ticker.id()),
                    PyExpr.keyword(
                        "description",
                        PyLiteral.of("The ticks of job " + dag.job() + ": a run for each key")),
                    PyExpr.keyword("schedule", timetable(dag.job(), ticker.schedule())),
                    PyExpr.keyword("catchup", PyLiteral.of(false)),
                    PyExpr.keyword("max_active_runs", PyLiteral.of(1)),
                    PyExpr.keyword("is_paused_upon_creation", PyLiteral.of(false)),
                    PyExpr.keyword("tags", PyLiteral.of(dag.tags()))))
            .after("with "),
        PyExpr.call("keys_due", due).after("        return "),
        requests("regauge-request", dag.id()).after("    "));
  }

  static PyExpr timetable(String job, Schedule schedule) {
    List<PyExpr> arguments = new ArrayList<>();
    arguments.add(
        schedule.partitions().isPresent() ? PyExpr.name("PARTITIONS") : PyLiteral.of(null));
    if (schedule.canTick()) {
      List<PyExpr> ticks = new ArrayList<>();
      ticks.add(PyLiteral.of(job));
      ticks.add(ticks(schedule.ticks()));
      if (!schedule.disabled().isEmpty()) {
        ticks.add(PyExpr.keyword("disabled", ticks(schedule.disabled())));
      }
      arguments.add(PyExpr.keyword("ticks", PyExpr.call("enabled_ticks", ticks)));
      arguments.add(PyExpr.keyword("backlog", PyLiteral.of(schedule.backlog())));
    }
    return PyExpr.call("JobTimetableV1", arguments);
  }

  /** Requests one run after the other: of those that wait Airflow starts the first one first. */
  static PyExpr requests(String taskId, String dagId) {
    return PyExpr.call(
        "TriggerDagRunOperator.partial",
        List.of(
            PyExpr.keyword("task_id", PyLiteral.of(taskId)),
            PyExpr.keyword("trigger_dag_id", PyLiteral.of(dagId)),
            PyExpr.keyword("skip_when_already_exists", PyLiteral.of(true)),
            PyExpr.keyword("max_active_tis_per_dagrun", PyLiteral.of(1))));
  }

  private static PyExpr ticks(List<Schedule.Tick> ticks) {
    return PyExpr.list(
        ticks.stream()
            .map(tick -> PyLiteral.tuple(List.of(tick.cron(), tick.timezone())))
            .toList());
  }
}
