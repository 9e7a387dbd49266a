package dev.regauge.adapters.argo.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Container;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One template of a workflow: a step's container, a graph of tasks, or stages of tasks. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Template(
    String name,
    @Nullable Metadata metadata,
    @Nullable Synchronization synchronization,
    @Nullable Integer parallelism,
    @Nullable Long activeDeadlineSeconds,
    @Nullable RetryStrategy retryStrategy,
    @Nullable Arguments inputs,
    @Nullable Arguments outputs,
    @Nullable Dag dag,
    List<List<Task>> steps,
    @Nullable Container container) {

  /** Returns a graph of tasks. */
  public static Template graph(
      String name, @Nullable Synchronization locks, Arguments inputs, List<Task> tasks) {
    return new Template(
        name, null, locks, null, null, null, inputs, null, new Dag(false, tasks), List.of(), null);
  }

  /** Returns stages that follow one another; at most {@code parallelism} tasks run at once. */
  public static Template stages(
      String name, @Nullable Synchronization locks, int parallelism, List<List<Task>> stages) {
    return new Template(name, null, locks, parallelism, null, null, null, null, null, stages, null);
  }

  /** A graph of tasks; {@code failFast} would stop branches that do not depend on a failure. */
  public record Dag(boolean failFast, List<Task> tasks) {}
}
