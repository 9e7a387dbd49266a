package dev.regauge.adapters.argo.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One template of a workflow: a step's container, a graph of tasks, stages of tasks, or a pause.
 */
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
    @Nullable Suspend suspend,
    @JsonUnwrapped Placement placement,
    @Nullable Container container) {

  /** A template that Kubernetes puts where it likes. */
  public Template(
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
      @Nullable Suspend suspend,
      @Nullable Container container) {
    this(
        name,
        metadata,
        synchronization,
        parallelism,
        activeDeadlineSeconds,
        retryStrategy,
        inputs,
        outputs,
        dag,
        steps,
        suspend,
        Placement.ANYWHERE,
        container);
  }

  /** Returns a graph of tasks, of which so many run at once. */
  public static Template graph(
      String name,
      @Nullable Synchronization locks,
      @Nullable Integer parallelism,
      Arguments inputs,
      Dag dag) {
    return new Template(
        name, null, locks, parallelism, null, null, inputs, null, dag, List.of(), null, null);
  }

  /** Returns a pause that is over at once: a node without a pod, whose time others can ask for. */
  public static Template instant(String name) {
    return new Template(
        name, null, null, null, null, null, null, null, null, List.of(), new Suspend("0s"), null);
  }

  /** Returns a pod that is ended after so many seconds. */
  public static Template pod(
      String name, long deadlineSeconds, @Nullable Arguments outputs, Container container) {
    return new Template(
        name,
        null,
        null,
        null,
        deadlineSeconds,
        null,
        null,
        outputs,
        null,
        List.of(),
        null,
        container);
  }

  /** Returns stages that follow one another; at most {@code parallelism} tasks run at once. */
  public static Template stages(
      String name, @Nullable Synchronization locks, int parallelism, List<List<Task>> stages) {
    return new Template(
        name, null, locks, parallelism, null, null, null, null, null, stages, null, null);
  }

  /**
   * A graph of tasks.
   *
   * @param target the tasks whose failure fails the graph, empty = the last ones
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @JsonPropertyOrder({"target", "failFast", "tasks"})
  public record Dag(String target, List<Task> tasks) {

    /** What does not need a failed task goes on, which is not Argo's default. */
    @JsonProperty
    public boolean failFast() {
      return false;
    }
  }

  /** The nodes on which the pod may run. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Placement(SortedMap<String, String> nodeSelector, List<Toleration> tolerations) {

    /** Any node without taints. */
    public static final Placement ANYWHERE = new Placement(new TreeMap<>(), List.of());
  }

  /** A pause. */
  public record Suspend(String duration) {}
}
