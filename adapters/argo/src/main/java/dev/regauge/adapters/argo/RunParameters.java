package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.Arguments;
import dev.regauge.adapters.argo.model.Parameter;
import dev.regauge.adapters.argo.model.Task;
import dev.regauge.spec.plan.JobPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parameters of runs, tasks and steps: which partition, by which tick, why. */
final class RunParameters {
  /** Of our labels and annotations. */
  static final String PREFIX = "regauge.dev/";

  private static final String BEGAN = "began";

  private RunParameters() {}

  /** Returns what every step of the job is told of its run. */
  static List<String> inputs(JobPlan job) {
    return job.partitionSet().isPresent() ? List.of("partition", "cause") : List.of("cause");
  }

  /** Returns the job's parameters with what holds for a run that is submitted by hand. */
  static Arguments ofWorkflow(JobPlan job, ProductNames names, List<String> paramNames) {
    List<Parameter> parameters = new ArrayList<>();
    if (job.partitionSet().isPresent()) {
      parameters.add(
          Parameter.of("partition", "").described("The partition to run, for example 2025-01-31"));
    }
    if (job.partitionSet().isPresent() || JobLowering.hasTicks(job)) {
      parameters.add(
          Parameter.of("tick", "")
              .described("For the entrypoint tick: the instant that decides what is due"));
    }
    parameters.add(
        Parameter.of("cause", "manual:{{workflow.name}}")
            .described("What asked for the run; with the partition it identifies the run"));
    parameters.addAll(common(names, paramNames));
    return new Arguments(parameters);
  }

  /** Returns the parameters of a workflow that runs a range of partitions. */
  static Arguments ofBackfill(ProductNames names, List<String> paramNames) {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(Parameter.required("first").described("The first partition"));
    parameters.add(Parameter.required("last").described("The last partition, included"));
    parameters.addAll(common(names, paramNames));
    return new Arguments(parameters);
  }

  private static List<Parameter> common(ProductNames names, List<String> paramNames) {
    String known = paramNames.isEmpty() ? "none is declared" : String.join(", ", paramNames);
    return List.of(
        Parameter.of("params", "{}").described("The run's params as a JSON object: " + known),
        Parameter.configMapKey("image", names.image(), EnvironmentLowering.IMAGE));
  }

  /**
   * Returns arguments that hand on the values of the caller's own inputs.
   *
   * @param began where the caller finds when the run began, if its job asks for that
   */
  static Arguments handedOn(JobPlan job, String began) {
    List<Parameter> parameters = new ArrayList<>();
    inputs(job)
        .forEach(name -> parameters.add(Parameter.of(name, "{{inputs.parameters." + name + "}}")));
    if (isTimed(job)) {
      parameters.add(Parameter.of(BEGAN, began));
    }
    return new Arguments(parameters);
  }

  /** Whether the steps of a job are told when their run began. */
  static boolean isTimed(JobPlan job) {
    return job.maxRuntimeSeconds().isPresent() || job.hasStartDeadline();
  }

  /** Returns inputs that default to the workflow's parameters. */
  static Arguments fromWorkflow(JobPlan job) {
    return new Arguments(
        inputs(job).stream()
            .map(name -> Parameter.of(name, "{{workflow.parameters." + name + "}}"))
            .toList());
  }

  /** Returns inputs that the caller must give. */
  static Arguments asked(JobPlan job) {
    return new Arguments(inputs(job).stream().map(Parameter::required).toList());
  }

  /** Returns the inputs of a step. */
  static Arguments ofStep(JobPlan job) {
    List<String> names = new ArrayList<>(inputs(job));
    if (isTimed(job)) {
      names.add(BEGAN);
    }
    return new Arguments(names.stream().map(Parameter::required).toList());
  }

  /** Returns a task for each partition of a list that an earlier task printed, one without any. */
  static Task forEach(JobPlan job, String listTask, String template, String cause) {
    List<Parameter> parameters = new ArrayList<>();
    if (job.partitionSet().isPresent()) {
      parameters.add(Parameter.of("partition", "{{item}}"));
    }
    parameters.add(Parameter.of("cause", cause));
    return new Task(
        "run",
        template,
        null,
        "",
        "",
        "{{steps." + listTask + ".outputs.result}}",
        new Arguments(parameters));
  }

  /** Returns the labels of everything that belongs to a job. */
  static SortedMap<String, String> labels(ProductNames names, JobPlan job) {
    SortedMap<String, String> labels = labels(names);
    labels.put(PREFIX + "job", KubernetesName.label(job.name()));
    return labels;
  }

  /** Returns the labels of everything that belongs to a product. */
  static SortedMap<String, String> labels(ProductNames names) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("app.kubernetes.io/managed-by", "regauge");
    labels.put(PREFIX + "product", KubernetesName.label(names.scope()));
    return labels;
  }
}
