package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.Document;
import dev.regauge.adapters.argo.model.Template;
import dev.regauge.adapters.spi.Polled;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.List;

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

  /**
   * Returns the objects; none for a product whose jobs crons alone start, and whose sensors add no
   * keys.
   */
  List<Document> documents() {
    List<JobPlan> jobs = Polled.jobs(plan);
    if (!Polled.isNeeded(plan)) {
      return List.of();
    }
    Template poll = Template.pod(POLL, LONGEST_SECONDS, null, container(jobs));
    return new RecurringPod(names, plan.code().image(), names.triggers(), "* * * * *")
        .documents(poll, List.of(token()));
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
