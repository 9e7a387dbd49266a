package dev.regauge.adapters.airflow.model;

import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * A job as a DAG.
 *
 * @param id {@code <product>__<job>}, also the file's name
 * @param schedule absent for a job without partitions that runs on request only
 * @param maxActiveRuns how many runs Airflow lets run at once
 * @param skipWhenBusy the number of other running runs from which on a tick is skipped
 * @param shape how a run goes on and ends
 * @param catchesUp whether a tick also requests the partitions that the records lack
 * @param assets those of the tasks and their inlets, in the plan's order
 * @param tasks upstream before downstream
 * @param ticker what its crons start, absent where the timetable itself knows the partitions
 */
public record Dag(
    String id,
    String job,
    String description,
    String doc,
    List<String> tags,
    Optional<Schedule> schedule,
    int maxActiveRuns,
    Optional<Integer> skipWhenBusy,
    Shape shape,
    boolean catchesUp,
    List<Param> params,
    List<AirflowAsset> assets,
    List<Task> tasks,
    List<Edge> edges,
    Optional<Ticker> ticker) {

  /**
   * A DAG whose runs are the ticks of a job: each asks the records which keys there are, which a
   * timetable cannot, and requests the job's runs.
   *
   * @param id {@code <product>__<job>--tick}
   * @param skipWhenBusy the number of unfinished runs of the job from which on a tick is skipped
   */
  public record Ticker(String id, Schedule schedule, Optional<Integer> skipWhenBusy) {}

  /** Whether its tasks run several assets each. */
  public boolean hasPacks() {
    return tasks.stream().anyMatch(task -> task.needs().isPresent());
  }

  /**
   * How a run goes on and ends.
   *
   * @param maxTasks tasks of a run at once
   * @param maxSeconds how long a run may take
   * @param failsFast whether one failed task ends all
   * @param hasSetup whether a task comes before all that need nothing else
   * @param hasTeardown whether a task comes after all, however they ended
   * @param isWatched whether a failed task must fail the run although one after it succeeds
   * @param isTold whether somebody is told when the run has failed
   * @param pausesAfter how many failed runs in a row pause the DAG, 0 = never
   * @param isPauseTold whether somebody is told of that
   * @param notesGoodRuns whether a run that went well is noted
   */
  public record Shape(
      int maxTasks,
      Optional<Long> maxSeconds,
      boolean failsFast,
      boolean hasSetup,
      boolean hasTeardown,
      boolean isWatched,
      boolean isTold,
      int pausesAfter,
      boolean isPauseTold,
      boolean notesGoodRuns) {}

  /** {@code to} starts after {@code from} succeeded; both are task ids. */
  public record Edge(String from, String to) {}

  /**
   * A parameter of a run.
   *
   * @param defaultValue absent when the plan's default is known to a step only, or there is none
   * @param types JSON Schema's types
   * @param format JSON Schema's format, for dates
   */
  public record Param(
      String name,
      Optional<Value> defaultValue,
      List<String> types,
      Optional<String> format,
      List<Value> values,
      Optional<String> description) {}
}
