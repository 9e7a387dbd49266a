package dev.regauge.adapters.airflow.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A product as Airflow sees it.
 *
 * @param dialect the line of Airflow that it is for
 * @param scope the prefix of its modules, assets and pools, for example {@code climate_weather}
 * @param poller absent when crons alone start jobs and no sensor adds keys
 * @param watcher the DAG that looks how old assets are, absent when none may grow old
 * @param isTraced whether runs and steps tell of themselves in OpenTelemetry
 * @param hasModels whether steps hand models to a semantic layer
 * @param notes what an operator must know that Airflow does otherwise or not at all, one sentence
 *     each
 */
public record AirflowProduct(
    Dialect dialect,
    String name,
    String version,
    String scope,
    String description,
    List<Dag> dags,
    Optional<Poller> poller,
    Optional<Watcher> watcher,
    boolean isTraced,
    boolean hasModels,
    List<Pool> pools,
    List<String> environments,
    List<String> notes) {

  /**
   * The DAG that looks for triggers other than crons, and for keys of partition sets.
   *
   * @param dags the DAG of each job that it starts
   * @param origins what it is there for
   */
  public record Poller(String id, SortedMap<String, String> dags, List<String> origins) {}

  /**
   * The DAG that looks how old assets are.
   *
   * @param origins what it is there for
   */
  public record Watcher(String id, String cron, List<String> origins) {}

  /** A row of {@code pools.json}: a limit on the slots that running attempts hold. */
  public record Pool(String name, String engineName, int slots, String description) {}

  /**
   * The variable that names the product home where it lies neither in the image nor above the
   * plugins.
   */
  public String homeVariable() {
    return "REGAUGE_HOME_" + scope.toUpperCase(Locale.ROOT);
  }

  /** Whether a job has a schedule or partitions, so that the timetable is needed. */
  public boolean hasTimetable() {
    return dags.stream().anyMatch(dag -> dag.schedule().isPresent());
  }

  /** Whether a run that began too late after its tick does nothing. */
  public boolean hasDeadlines() {
    return dags.stream().flatMap(dag -> dag.schedule().stream()).anyMatch(Schedule::hasDeadline);
  }

  /** Whether a tick also requests what the records lack. */
  public boolean catchesUp() {
    return dags.stream().anyMatch(Dag::catchesUp);
  }

  /** Whether a tick asks the records which keys there are. */
  public boolean asksForKeys() {
    return dags.stream().anyMatch(dag -> dag.ticker().isPresent());
  }

  /** Whether somebody is told of failed runs. */
  public boolean tellsOfRuns() {
    return dags.stream().anyMatch(dag -> dag.shape().isTold());
  }

  /** Whether runs that went well are noted. */
  public boolean notesGoodRuns() {
    return dags.stream().anyMatch(dag -> dag.shape().notesGoodRuns());
  }

  /** Whether somebody is told that a job has paused. */
  public boolean tellsOfPauses() {
    return dags.stream().anyMatch(dag -> dag.shape().isPauseTold());
  }

  /** Whether a task asks something of a pod of its own. */
  public boolean hasPods() {
    return dags.stream()
        .flatMap(dag -> dag.tasks().stream())
        .anyMatch(task -> !task.pod().isEmpty());
  }

  /** Whether some task runs several assets. */
  public boolean hasPacks() {
    return dags.stream().anyMatch(Dag::hasPacks);
  }

  /** Whether a task is tried again, so that the retry policy is needed. */
  public boolean hasRetries() {
    return dags.stream()
        .flatMap(dag -> dag.tasks().stream())
        .anyMatch(task -> !task.waits().isEmpty());
  }
}
