package dev.regauge.services.jobs;

import dev.regauge.spec.plan.RetryPlan;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRuleBuilder;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The pods of runs: restricted, without a token, with an empty {@code /tmp}, never started again.
 */
record JobPods(JobsProduct product) {
  /** The layer of what runs to its end; services are layer 3. */
  static final String LAYER = "4";

  static final String CONTAINER = "run";

  private static final long USER = 1000;

  /** How a run ends that failed, or was called in a wrong way: another pod would do no better. */
  private static final List<Integer> RUN_FAILED = List.of(8, 78);

  private static final Map<String, Integer> CODES =
      Map.of("TRANSIENT", 75, "RESOURCE", 71, "VALIDATION", 72, "PERMANENT", 70);

  /** How a step ends that is not tried again (semantics 18); the runtime adds skipped, 22. */
  private static final List<Integer> STEP_ENDED = List.of(20, 21, 22, 65, 70, 71, 72, 75, 78);

  /** Returns the words that start a command of the runtime. */
  List<String> python(String command) {
    return List.of(product.home() + "/venv/step/bin/python", "-m", "regauge_runtime", command);
  }

  /** Returns a run's Job, whose runner has tried again what is to be tried again. */
  JobSpec ofRun(String job, List<String> command, List<String> words) {
    return job(job, command, words, endedBy(RUN_FAILED));
  }

  /** Returns a step's Job, whose pods are its attempts. */
  JobSpec ofStep(String job, RetryPlan retry, List<String> words) {
    SortedSet<Integer> ended = new TreeSet<>(STEP_ENDED);
    retry.categories().forEach(category -> ended.remove(CODES.get(category)));
    JobSpec spec = job(job, python("step"), words, endedBy(List.copyOf(ended)));
    spec.setBackoffLimit(retry.waitSeconds().size());
    return spec;
  }

  /** A node that is emptied takes no attempt; what else a pod ends with is one, but for these. */
  private static List<PodFailurePolicyRule> endedBy(List<Integer> codes) {
    return List.of(
        new PodFailurePolicyRuleBuilder()
            .withAction("Ignore")
            .addNewOnPodCondition("True", "DisruptionTarget")
            .build(),
        new PodFailurePolicyRuleBuilder()
            .withAction("FailJob")
            .withNewOnExitCodes()
            .withContainerName(CONTAINER)
            .withOperator("In")
            .withValues(codes)
            .endOnExitCodes()
            .build());
  }

  private JobSpec job(
      String job, List<String> command, List<String> words, List<PodFailurePolicyRule> rules) {
    return new JobSpecBuilder()
        .withBackoffLimit(0)
        .withNewPodFailurePolicy()
        .withRules(rules)
        .endPodFailurePolicy()
        .withTemplate(pod(job, command, words))
        .build();
  }

  private PodTemplateSpec pod(String job, List<String> command, List<String> words) {
    return new PodTemplateSpecBuilder()
        .withMetadata(new ObjectMetaBuilder().withLabels(labels(job)).build())
        .withNewSpec()
        .withServiceAccountName(product.other("step"))
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withRestartPolicy("Never")
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .addNewContainer()
        .withName(CONTAINER)
        .withCommand(command)
        .withArgs(words)
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount()
        .endContainer()
        .addNewVolume()
        .withName("tmp")
        .withNewEmptyDir()
        .endEmptyDir()
        .endVolume()
        .endSpec()
        .build();
  }

  /** Returns the labels of what belongs to a job, or to the whole product without one. */
  SortedMap<String, String> labels(String job) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("app.kubernetes.io/managed-by", "regauge");
    labels.put("regauge.dev/layer", LAYER);
    labels.put("regauge.dev/product", product.scope());
    if (!job.isEmpty()) {
      labels.put("regauge.dev/job", job);
    }
    return labels;
  }

  ObjectMeta meta(String name, String job) {
    return new ObjectMetaBuilder().withName(name).withLabels(labels(job)).build();
  }
}
