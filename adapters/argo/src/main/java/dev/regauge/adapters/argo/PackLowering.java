package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.Arguments;
import dev.regauge.adapters.argo.model.Metadata;
import dev.regauge.adapters.argo.model.Parameter;
import dev.regauge.adapters.argo.model.Template;
import dev.regauge.spec.model.Value.SecretRef;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ContainerRuns;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.PackPlan;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A pack as one container: its assets are run by the runtime, one after the other. */
record PackLowering(ProductNames names, StepSecrets secrets, StepLowering steps) {
  /** The input that says which of the pack's assets a run is for. */
  static final String ASSETS = "assets";

  private static final String STATUS = "status";

  /** Returns the name of a pack's template and task. */
  static String name(PackPlan pack) {
    return KubernetesName.ofTemplate(pack.identifier());
  }

  /** Returns the output that says how an asset of a pack ended. */
  static String status(AssetPlan asset) {
    return STATUS + "-" + KubernetesName.of(asset.identifier(), KubernetesName.LONGEST);
  }

  /**
   * Returns the template of a pack.
   *
   * @param members its assets, which all ask for the same machine
   * @param read those of whose ends other packs must know
   */
  Template template(PackPlan pack, List<AssetPlan> members, List<AssetPlan> read, JobPlan job) {
    List<Parameter> inputs = new ArrayList<>(RunParameters.ofStep(job).parameters());
    inputs.add(Parameter.required(ASSETS));
    return new Template(
        name(pack),
        metadata(members, job),
        steps.pool(pack.pool()),
        null,
        deadline(members),
        steps.retries().of(pack.retry()).orElse(null),
        new Arguments(inputs),
        outputs(read),
        null,
        List.of(),
        null,
        StepLowering.placement(StepLowering.ownCompute(members)),
        container(pack, members, job));
  }

  private Container container(PackPlan pack, List<AssetPlan> members, JobPlan job) {
    List<String> args = new ArrayList<>();
    args.add("--home=" + names.home());
    args.add("--pack=" + pack.identifier());
    args.add("--assets={{inputs.parameters." + ASSETS + "}}");
    args.addAll(StepLowering.ofRun(job, StepLowering.attempt(pack.retry())));
    SortedSet<SecretRef> read =
        new TreeSet<>(Comparator.comparing(SecretRef::name).thenComparing(SecretRef::key));
    members.forEach(asset -> read.addAll(secrets.of(asset)));
    return StepLowering.withContainers(
            members.stream().anyMatch(ContainerRuns::isOf),
            new ContainerBuilder()
                .withCommand(WorkflowLowering.python(names, "pack"))
                .withArgs(args)
                .withEnv(StepLowering.variables(secrets, read))
                .withResources(StepLowering.resources(StepLowering.ownCompute(members))))
        .build();
  }

  private static Arguments outputs(List<AssetPlan> read) {
    List<Parameter> outputs = new ArrayList<>(StepLowering.outputs().parameters());
    outputs.add(Parameter.file("ends", StepLowering.OUTPUTS + "/ends.json", "{}"));
    for (AssetPlan asset : read) {
      String file = StepLowering.OUTPUTS + "/" + asset.identifier() + "/" + STATUS;
      outputs.add(Parameter.file(status(asset), file, "lost"));
    }
    return new Arguments(outputs);
  }

  /** As of a step, for each attempt of each asset, where each has a limit. */
  private static @Nullable Long deadline(List<AssetPlan> members) {
    long all = 0;
    for (AssetPlan asset : members) {
      Long one = StepLowering.deadline(asset);
      if (one == null) {
        return null;
      }
      double waits = asset.retry().waitSeconds().stream().mapToDouble(wait -> wait).sum();
      all += one * asset.retry().maxAttempts() + (long) Math.ceil(waits);
    }
    return all;
  }

  private Metadata metadata(List<AssetPlan> members, JobPlan job) {
    SortedMap<String, Object> words = new TreeMap<>();
    members.forEach(asset -> words.put(asset.key(), steps.words(asset)));
    SortedMap<String, String> annotations = new TreeMap<>();
    annotations.put(RunParameters.PREFIX + ASSETS, PlainJson.of(words));
    return new Metadata("", RunParameters.labels(names, job), annotations);
  }
}
