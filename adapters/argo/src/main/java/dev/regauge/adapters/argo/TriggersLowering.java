package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.Arguments;
import dev.regauge.adapters.argo.model.CronWorkflow;
import dev.regauge.adapters.argo.model.CronWorkflow.CronSpec;
import dev.regauge.adapters.argo.model.CronWorkflow.Submission;
import dev.regauge.adapters.argo.model.CronWorkflow.TemplateName;
import dev.regauge.adapters.argo.model.Document;
import dev.regauge.adapters.argo.model.Metadata;
import dev.regauge.adapters.argo.model.Parameter;
import dev.regauge.adapters.argo.model.Template;
import dev.regauge.adapters.argo.model.WorkflowTemplate;
import dev.regauge.adapters.spi.Polled;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What starts jobs beside their crons: one pod a minute for the whole product asks the records and
 * the sensors, and submits a workflow for each run that is due.
 */
record TriggersLowering(ExecutionPlan plan, ProductNames names, StepSecrets secrets) {
  private static final String POLL = "poll";
  private static final String TOKEN = "submitter";
  private static final String TOKEN_FOLDER = "/var/run/secrets/regauge";

  /** A poll that takes longer hangs: the next one is due. */
  private static final long LONGEST_SECONDS = 300;

  /** Returns the objects; none for a product whose jobs crons alone start. */
  List<Document> documents() {
    List<JobPlan> jobs = Polled.jobs(plan);
    if (jobs.isEmpty()) {
      return List.of();
    }
    Metadata metadata =
        new Metadata(names.triggers(), RunParameters.labels(names), new TreeMap<>());
    Template poll =
        new Template(
            POLL,
            null,
            null,
            null,
            LONGEST_SECONDS,
            null,
            null,
            null,
            null,
            List.of(),
            null,
            container(jobs));
    return List.of(
        WorkflowTemplate.of(
            metadata,
            new WorkflowLowering(names)
                .spec(
                    RunParameters.labels(names),
                    POLL,
                    new Arguments(
                        List.of(
                            Parameter.configMapKey(
                                "image", names.image(), EnvironmentLowering.IMAGE))),
                    List.of(token()),
                    List.of(poll),
                    WorkflowLowering.KEPT_SECONDS)),
        CronWorkflow.of(
            metadata,
            new CronSpec(
                List.of("* * * * *"),
                "UTC",
                // What one poll leaves the next one finds.
                "Forbid",
                0,
                1,
                3,
                false,
                new Submission(new TemplateName(names.triggers()), "", new Arguments(List.of())))));
  }

  private Container container(List<JobPlan> jobs) {
    List<String> words = new ArrayList<>(List.of("--home=" + names.home()));
    jobs.forEach(job -> words.add("--job=" + job.name() + "=" + names.job(job)));
    return new ContainerBuilder()
        .withCommand(names.home() + "/venv/step/bin/python", names.home() + "/submit.py")
        .withArgs(words)
        .withEnv(StepLowering.variables(secrets.ofTriggers()))
        .addNewVolumeMount()
        .withName(TOKEN)
        .withMountPath(TOKEN_FOLDER)
        .withReadOnly(true)
        .endVolumeMount()
        .build();
  }

  private Volume token() {
    return new VolumeBuilder()
        .withName(TOKEN)
        .withNewSecret()
        .withSecretName(AccessLowering.tokenOf(names.submitterAccount()))
        .endSecret()
        .build();
  }
}
