package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.Arguments;
import dev.regauge.adapters.argo.model.Metadata;
import dev.regauge.adapters.argo.model.RetryStrategy;
import dev.regauge.adapters.argo.model.RetryStrategy.Backoff;
import dev.regauge.adapters.argo.model.Template;
import dev.regauge.adapters.argo.model.WorkflowSpec;
import dev.regauge.spec.model.Value.SecretRef;
import dev.regauge.spec.plan.ImagePlan;
import dev.regauge.spec.plan.JobPlan;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What all workflows of a product share: accounts, image, environment and the restricted pod. */
record WorkflowLowering(ProductNames names, Optional<ImagePlan> image) {
  private static final long USER = 1000;

  /** How long what is no job's is kept. */
  static final long KEPT_SECONDS = 30L * 24 * 60 * 60;

  private static final String SCRATCH_VOLUME = "scratch";

  /**
   * Argo's own containers take the pod's user but no restrictions of their own, and a namespace
   * that enforces the restricted profile refuses them (seen on 3.7.14).
   */
  private static final String RESTRICTED_EXECUTOR =
      """
      {"initContainers":[{"name":"init","securityContext":%s}],"containers":[{"name":"wait","securityContext":%s}]}\
      """
          .replace(
              "%s",
              """
              {"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]},"readOnlyRootFilesystem":true}\
              """);

  /**
   * Returns the specification of a workflow of a job.
   *
   * @param more the volumes that some of its steps mount
   */
  WorkflowSpec spec(
      JobPlan job,
      String entrypoint,
      Arguments arguments,
      List<Volume> more,
      List<Template> templates) {
    return spec(
        RunParameters.labels(names, job),
        entrypoint,
        arguments,
        more,
        templates,
        job.history().keepSeconds());
  }

  /** Returns the specification of a workflow with these labels, whose pods have more volumes. */
  WorkflowSpec spec(
      SortedMap<String, String> labels,
      String entrypoint,
      Arguments arguments,
      List<Volume> more,
      List<Template> templates,
      long keptSeconds) {
    List<Volume> volumes = new ArrayList<>(List.of(scratch()));
    volumes.addAll(more);
    return new WorkflowSpec(
        entrypoint,
        arguments,
        new Metadata("", labels, new TreeMap<>()),
        names.stepAccount(),
        false,
        new WorkflowSpec.Executor(names.executorAccount()),
        restrictedPod(),
        image.stream()
            .flatMap(named -> named.pullSecrets().stream())
            .map(LocalObjectReference::new)
            .toList(),
        RESTRICTED_EXECUTOR,
        new WorkflowSpec.PodCleaning("OnPodCompletion", "24h"),
        new WorkflowSpec.Lifetime(keptSeconds),
        new WorkflowSpec.Defaults(volumes, container()),
        templates);
  }

  /** Returns a step that prints a JSON list of partitions. */
  Template listing(String name, JobPlan job, String which, Collection<SecretRef> secrets) {
    Container container =
        new ContainerBuilder()
            .withCommand(python(names, "due"))
            .withArgs("--home=" + names.home(), "--job=" + job.name(), which)
            .withEnv(StepLowering.variables(secrets))
            .build();
    RetryStrategy retry =
        new RetryStrategy(
            "3", "Always", "asInt(lastRetry.exitCode) != 78", new Backoff("10s", "2", null));
    return new Template(
        name, null, null, null, null, retry, null, null, null, List.of(), null, container);
  }

  /** Returns the command that asks the runtime. */
  static List<String> python(ProductNames names, String command) {
    return List.of(names.home() + "/venv/step/bin/python", "-m", "regauge_runtime", command);
  }

  private Container container() {
    return new ContainerBuilder()
        .withImage("{{workflow.parameters.image}}")
        .withImagePullPolicy(image.map(ImagePlan::pullPolicy).orElse(null))
        .withCommand(python(names, "step"))
        .addNewEnv()
        .withName("REGAUGE_DATA")
        .withValue(StepLowering.SCRATCH + "/regauge-data")
        .endEnv()
        .addNewEnvFrom()
        .withNewConfigMapRef(names.values(), null)
        .endEnvFrom()
        .withSecurityContext(restrictedContainer())
        .addNewVolumeMount()
        .withName(SCRATCH_VOLUME)
        .withMountPath(StepLowering.SCRATCH)
        .endVolumeMount()
        .build();
  }

  private static Volume scratch() {
    return new VolumeBuilder().withName(SCRATCH_VOLUME).withNewEmptyDir().endEmptyDir().build();
  }

  private static PodSecurityContext restrictedPod() {
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }

  private static SecurityContext restrictedContainer() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }
}
