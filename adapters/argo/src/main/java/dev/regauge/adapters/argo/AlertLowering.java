package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.Arguments;
import dev.regauge.adapters.argo.model.Metadata;
import dev.regauge.adapters.argo.model.Parameter;
import dev.regauge.adapters.argo.model.Template;
import dev.regauge.spec.plan.JobPlan;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What tells of a failed run, and notes how each ended where that matters to others: the last task
 * of its graph. Not an exit handler, because a workflow may hold a run for each of several
 * partitions.
 */
record AlertLowering(ProductNames names, StepSecrets secrets) {

  /** The input that says how the run's steps ended. */
  static final String ENDS = "ends";

  /** Its own limit on each alert is shorter; this one is for a pod that hangs. */
  private static final long LONGEST_SECONDS = 600;

  /**
   * Returns the template of a job.
   *
   * @param isNoted whether it is called at the end of every run
   */
  Template template(JobPlan job, boolean isNoted) {
    List<Parameter> inputs = new ArrayList<>(RunParameters.ofStep(job).parameters());
    inputs.add(Parameter.required(ENDS));
    List<String> args = new ArrayList<>();
    args.add("--home=" + names.home());
    args.add("--job=" + job.name());
    args.add("--cause={{inputs.parameters.cause}}");
    if (job.partitionSet().isPresent()) {
      args.add("--partition={{inputs.parameters.partition}}");
    }
    args.add("--began={{workflow.creationTimestamp.RFC3339}}");
    args.add("--ends={{inputs.parameters." + ENDS + "}}");
    if (isNoted) {
      args.add("--status=steps");
    }
    return new Template(
        GraphLowering.ALERT,
        new Metadata("", RunParameters.labels(names, job), new TreeMap<>()),
        null,
        null,
        LONGEST_SECONDS,
        null,
        new Arguments(inputs),
        null,
        null,
        List.of(),
        null,
        new ContainerBuilder()
            .withCommand(WorkflowLowering.python(names, "alert"))
            .withArgs(args)
            .withEnv(StepLowering.variables(secrets, secrets.ofAlerts(job)))
            .build());
  }
}
