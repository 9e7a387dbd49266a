package dev.regauge.adapters.airflow.emit;

import dev.regauge.adapters.airflow.model.Dialect;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;

/**
 * View of the modules under {@code plugins/} and beside them, which differ by product and scope
 * only.
 *
 * @param variable the variable that names the product home, without quotes
 */
public record ModuleView(
    PyCode product,
    PyCode scope,
    PyCode variable,
    boolean hasDeadlines,
    boolean tellsOfRuns,
    boolean tellsOfPauses,
    boolean notesGoodRuns,
    boolean catchesUp,
    boolean asksForKeys,
    boolean requestsRuns,
    boolean saysHowRunsEnd,
    boolean hasPods,
    boolean listsPartitions,
    boolean addsPartitions,
    boolean hasPacks) {

  static final Template<ModuleView> TASK =
      new Template<>("templates/airflow/task.py.peb", ModuleView.class);
  static final Template<ModuleView> TIMETABLE =
      new Template<>("templates/airflow/timetable.py.peb", ModuleView.class);
  static final Template<ModuleView> POOLS =
      new Template<>("templates/airflow/set_pools.py.peb", ModuleView.class);
  static final Template<ModuleView> TESTS =
      new Template<>("templates/airflow/test_dags.py.peb", ModuleView.class);

  /** Returns the template of the waits between attempts. */
  static Template<ModuleView> retry(Dialect dialect) {
    return new Template<>(dialect.template("retry.py.peb"), ModuleView.class);
  }
}
