package dev.regauge.adapters.airflow.emit;

import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import java.util.List;

/**
 * View of {@code dags/<product>__<job>.py}.
 *
 * @param imports the import lines of packages, sorted as the formatter does
 * @param partitions used when {@code hasPartitions}
 * @param job used when {@code catchesUp}, as {@code trigger} is
 * @param tickers the DAG of its ticks, where it has one
 * @param busyRuns used when {@code skipsWhenBusy}
 */
public record DagView(
    PyCode heading,
    PyCode docstring,
    List<PyCode> imports,
    boolean hasRetries,
    boolean hasPartitions,
    PyCode partitions,
    List<AssetLine> assets,
    PyCode dagCall,
    boolean skipsWhenBusy,
    PyCode busyRuns,
    boolean hasSetup,
    boolean hasTeardown,
    PyCode teardown,
    boolean isWatched,
    PyCode setup,
    List<TaskBlock> tasks,
    boolean catchesUp,
    PyCode job,
    PyCode trigger,
    List<PyCode> edges,
    List<TickerBlock> tickers) {

  static final Template<DagView> TEMPLATE =
      new Template<>("templates/airflow/dag.py.peb", DagView.class);

  /** {@code asset_silver__days = Asset(...)}. */
  public record AssetLine(PyCode variable, PyCode call) {}

  /**
   * A decorated function with one line, and its task.
   *
   * @param stay used when {@code stays}
   */
  public record TaskBlock(
      PyCode decorator,
      boolean stays,
      PyCode stay,
      PyCode function,
      PyCode body,
      PyCode variable) {}

  /**
   * The DAG of a job's ticks.
   *
   * @param due the call that lists what a tick requests
   * @param requests the operator that requests it
   */
  public record TickerBlock(PyCode dagCall, PyCode due, PyCode requests) {}
}
