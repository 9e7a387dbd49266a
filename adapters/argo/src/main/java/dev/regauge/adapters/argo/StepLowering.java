package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.Arguments;
import dev.regauge.adapters.argo.model.Metadata;
import dev.regauge.adapters.argo.model.Parameter;
import dev.regauge.adapters.argo.model.Synchronization;
import dev.regauge.adapters.argo.model.Template;
import dev.regauge.adapters.spi.TableWords;
import dev.regauge.spec.model.ComputePreset;
import dev.regauge.spec.model.ComputeSpec.AmountsSpec;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.model.Value.SecretRef;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ComputePlan;
import dev.regauge.spec.plan.ComputePlan.Amounts;
import dev.regauge.spec.plan.ContainerRuns;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.PoolPlan;
import dev.regauge.spec.plan.RetryPlan;
import dev.regauge.spec.plan.RunPlan;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One asset as one container: the command of the step protocol, its limits and its labels. */
record StepLowering(
    ExecutionPlan plan, ProductNames names, StepSecrets secrets, RetryLowering retries) {
  /** Where a step writes its outputs and temporary files; the rest of its root is read-only. */
  static final String SCRATCH = "/tmp";

  static final String OUTPUTS = SCRATCH + "/regauge-outputs";

  /** What a step gets of which nothing is said. */
  private static final ComputePlan SMALL =
      new ComputePlan(
          Optional.of(ComputePreset.SMALL.id()),
          amounts(ComputePreset.SMALL.requests()),
          amounts(ComputePreset.SMALL.limits()),
          new TreeMap<>(),
          List.of());

  /** The parent's own ten seconds between TERM and KILL, and time for a pod to come up. */
  private static final long GRACE_SECONDS = 310;

  /** Returns the template of an asset in a job. */
  Template template(AssetPlan asset, JobPlan job) {
    return new Template(
        KubernetesName.ofTemplate(asset.identifier()),
        metadata(asset, job),
        pool(asset.pool()),
        null,
        deadline(asset),
        retries.of(asset.retry()).orElse(null),
        RunParameters.ofStep(job),
        outputs(),
        null,
        List.of(),
        null,
        placement(ownCompute(asset)),
        container(asset, job));
  }

  /** Returns the template of the step before or after all others of a job. */
  Template phase(String phase, RunPlan run, JobPlan job) {
    SortedMap<String, String> labels = RunParameters.labels(names, job);
    List<String> args = new ArrayList<>();
    args.add("--home=" + names.home());
    args.add("--asset=" + job.name() + ":" + phase);
    args.addAll(ofRun(job, "1"));
    return new Template(
        phase,
        new Metadata("", labels, new TreeMap<>()),
        null,
        null,
        null,
        null,
        RunParameters.ofStep(job),
        outputs(),
        null,
        List.of(),
        null,
        withContainers(
                ContainerRuns.isOf(run),
                new ContainerBuilder().withArgs(args).withEnv(variables(secrets, secrets.of(run))))
            .build());
  }

  /** What every step is told of its run, and where it leaves what it says. */
  static List<String> ofRun(JobPlan job, String attempt) {
    List<String> args = new ArrayList<>();
    args.add("--job=" + job.name());
    args.add("--cause={{inputs.parameters.cause}}");
    args.add("--attempt=" + attempt);
    if (job.partitionSet().isPresent()) {
      args.add("--partition={{inputs.parameters.partition}}");
    }
    if (job.maxRuntimeSeconds().isPresent()) {
      args.add("--run-began={{inputs.parameters.began}}");
    }
    if (job.hasStartDeadline()) {
      args.add("--tick-run-began={{inputs.parameters.began}}");
    }
    args.add("--params={{workflow.parameters.params}}");
    args.add("--outputs=" + OUTPUTS);
    // A step that is blocked or skipped is no failure; its readers look at the output `status`.
    args.add("--blocked-exit=0");
    return args;
  }

  /** Argo counts from 0, and knows {@code retries} only where there is a retryStrategy. */
  static String attempt(RetryPlan retry) {
    return retry.waitSeconds().isEmpty() ? "1" : "{{=asInt(retries) + 1}}";
  }

  private Container container(AssetPlan asset, JobPlan job) {
    List<String> args = new ArrayList<>();
    args.add("--home=" + names.home());
    args.add("--asset=" + asset.key());
    args.addAll(ofRun(job, attempt(asset.retry())));
    if (!asset.retry().waitSeconds().isEmpty()) {
      args.add("--engine-waits=" + retries.engineWaits(asset.retry()));
    }
    return withContainers(
            ContainerRuns.isOf(asset),
            new ContainerBuilder()
                .withArgs(args)
                .withEnv(variables(secrets, secrets.of(asset)))
                .withResources(resources(ownCompute(asset))))
        .build();
  }

  /** Gives a step what it needs to run a container beside it, where it does. */
  static ContainerBuilder withContainers(boolean isRunning, ContainerBuilder container) {
    return isRunning ? ContainerAccess.give(container) : container;
  }

  /** Returns what a step's own pod gets; what a container's asset asks for its pod gets. */
  static ComputePlan ownCompute(AssetPlan asset) {
    return ContainerRuns.isOf(asset) ? SMALL : asset.compute();
  }

  /**
   * Returns what the pod of several steps gets; all ask for the same, a container for its own pod.
   */
  static ComputePlan ownCompute(List<AssetPlan> members) {
    return members.stream()
        .filter(asset -> !ContainerRuns.isOf(asset))
        .findFirst()
        .map(AssetPlan::compute)
        .orElse(SMALL);
  }

  static ResourceRequirements resources(ComputePlan compute) {
    return new ResourceRequirementsBuilder()
        .withRequests(amounts(compute.requests()))
        .withLimits(amounts(compute.limits()))
        .build();
  }

  private static Amounts amounts(AmountsSpec preset) {
    return new Amounts(preset.cpu(), preset.memory());
  }

  private static SortedMap<String, Quantity> amounts(Amounts amounts) {
    SortedMap<String, Quantity> quantities = new TreeMap<>();
    amounts.cpu().ifPresent(amount -> quantities.put("cpu", new Quantity(amount)));
    amounts.memory().ifPresent(amount -> quantities.put("memory", new Quantity(amount)));
    return quantities;
  }

  static Template.Placement placement(ComputePlan compute) {
    return new Template.Placement(
        compute.nodeSelector(),
        compute.tolerations().stream().map(StepLowering::toleration).toList());
  }

  private static Toleration toleration(ComputePlan.Toleration taint) {
    return new TolerationBuilder()
        .withKey(taint.key().orElse(null))
        .withOperator(taint.operator().orElse(null))
        .withValue(taint.value().orElse(null))
        .withEffect(taint.effect().orElse(null))
        .withTolerationSeconds(taint.seconds().map(Integer::longValue).orElse(null))
        .build();
  }

  /** Returns the variables of a pod that tells of itself, those of its secrets among them. */
  static List<EnvVar> variables(StepSecrets known, Collection<SecretRef> secrets) {
    List<EnvVar> variables = new ArrayList<>(variables(secrets));
    known.engine().ifPresent(variables::add);
    return variables;
  }

  /**
   * Returns the variables by which a step finds its secrets. A secret that is not there is the
   * step's to tell, as on the other engines: a pod would wait for it without end.
   */
  static List<EnvVar> variables(Collection<SecretRef> secrets) {
    return secrets.stream()
        .map(
            secret ->
                new EnvVarBuilder()
                    .withName(StepSecrets.variable(secret))
                    .withNewValueFrom()
                    .withNewSecretKeyRef(secret.key(), secret.name(), true)
                    .endValueFrom()
                    .build())
        .toList();
  }

  static Arguments outputs() {
    return new Arguments(
        List.of(
            Parameter.file("status", OUTPUTS + "/status", "lost"),
            Parameter.file("rows", OUTPUTS + "/rows.json", "{}"),
            Parameter.file("checks", OUTPUTS + "/checks.json", "[]")));
  }

  @Nullable Synchronization pool(Optional<AssetPlan.PoolUse> use) {
    if (use.isEmpty()) {
      return null;
    }
    PoolPlan pool = plan.pools().get(use.get().name());
    return pool == null
        ? null
        : Synchronization.semaphore(names.pool(pool), EnvironmentLowering.SLOTS);
  }

  /**
   * A safety net only: the step's parent process ends an attempt at maxRuntime (semantics 17), and
   * may stay a while after it for a server's Retry-After.
   */
  static @Nullable Long deadline(AssetPlan asset) {
    RetryPlan retry = asset.retry();
    long stay = retry.waitSeconds().isEmpty() ? 0 : (long) Math.ceil(retry.maxWaitSeconds());
    return asset.maxRuntimeSeconds().map(limit -> limit + GRACE_SECONDS + stay).orElse(null);
  }

  private Metadata metadata(AssetPlan asset, JobPlan job) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(RunParameters.PREFIX + "product", KubernetesName.label(names.scope()));
    labels.put(RunParameters.PREFIX + "job", KubernetesName.label(job.name()));
    labels.put(RunParameters.PREFIX + "asset", KubernetesName.label(asset.key().replace('/', '.')));
    labels.put(RunParameters.PREFIX + "group", KubernetesName.label(asset.group()));
    SortedMap<String, String> annotations = new TreeMap<>();
    annotations.put(RunParameters.PREFIX + "asset", PlainJson.of(words(asset)));
    return new Metadata("", labels, annotations);
  }

  /** Returns what Argo has no place for, as plain maps, lists and texts. */
  SortedMap<String, Object> words(AssetPlan asset) {
    SortedMap<String, Object> words = new TreeMap<>();
    words.put("key", asset.key());
    words.put("group", asset.group());
    words.put("kinds", asset.kinds());
    words.put("owners", asset.owners());
    words.put("tags", asset.tags());
    asset.description().ifPresent(text -> words.put("description", text));
    asset.partitionSet().ifPresent(set -> words.put("partitions", set));
    if (!asset.metadata().isEmpty()) {
      words.put("metadata", PlainJson.plain(new Value.Mapping(asset.metadata())));
    }
    if (!asset.was().isEmpty()) {
      words.put("was", asset.was());
    }
    SortedMap<String, Value> tables = TableWords.of(plan, asset);
    if (!tables.isEmpty()) {
      words.put("tables", PlainJson.plain(new Value.Mapping(tables)));
    }
    return words;
  }
}
