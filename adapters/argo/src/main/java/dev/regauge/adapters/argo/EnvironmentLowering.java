package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.ArgoProduct.Manifest;
import dev.regauge.adapters.argo.model.ArgoProduct.Overlay;
import dev.regauge.adapters.argo.model.CronWorkflow;
import dev.regauge.adapters.argo.model.Document;
import dev.regauge.adapters.argo.model.Kustomization;
import dev.regauge.adapters.argo.model.Kustomization.Patch;
import dev.regauge.adapters.argo.model.Kustomization.Target;
import dev.regauge.adapters.spi.Polled;
import dev.regauge.spec.plan.EnvironmentPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.JobPlan.CronTrigger;
import dev.regauge.templates.literal.JsonText;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that differs between environments, as a kustomize overlay for each. */
record EnvironmentLowering(ExecutionPlan plan, ProductNames names) {
  /** The key of a pool's ConfigMap. */
  static final String SLOTS = "slots";

  /** The key of the image's ConfigMap. */
  static final String IMAGE = "image";

  /** Returns the overlays, by name. */
  List<Overlay> overlays(SortedMap<String, List<CronWorkflow>> cronsByJob) {
    if (plan.environments().isEmpty()) {
      return List.of(overlay(EnvironmentPlan.NONE, cronsByJob));
    }
    return plan.environments().values().stream()
        .map(environment -> overlay(environment, cronsByJob))
        .toList();
  }

  private Overlay overlay(
      EnvironmentPlan environment, SortedMap<String, List<CronWorkflow>> cronsByJob) {
    String folder = "env/" + environment.name() + "/";
    List<String> origins =
        plan.environments().isEmpty()
            ? List.of()
            : List.of("environments[" + environment.name() + "]");
    String namespace = KubernetesName.of(namespaceOf(environment), KubernetesName.LONGEST);
    List<Patch> patches = new ArrayList<>();
    for (JobPlan job : plan.jobs()) {
      if (environment.enabledJobs().containsKey(job.name())) {
        for (CronWorkflow cron : cronsByJob.getOrDefault(job.name(), List.of())) {
          patches.add(switched(environment, job, cron));
        }
      }
    }
    environment
        .poolSlots()
        .forEach(
            (pool, slots) -> {
              if (plan.pools().containsKey(pool)) {
                String name = names.pool(plan.pools().get(pool));
                patches.add(replace("ConfigMap", name, "/data/" + SLOTS, "\"" + slots + "\""));
              }
            });
    Kustomization kustomization =
        Kustomization.of(
            namespace, List.of("../../manifests", "environment.yaml", "namespace.yaml"), patches);
    return new Overlay(
        environment.name(),
        namespace,
        List.of(
            new Manifest(folder + "kustomization.yaml", List.of(kustomization), List.of()),
            new Manifest(folder + "environment.yaml", configuration(environment), origins),
            new Manifest(folder + "namespace.yaml", List.of(namespace(namespace)), List.of())));
  }

  private String namespaceOf(EnvironmentPlan environment) {
    return plan.environments().isEmpty()
        ? plan.product().domain() + "-" + plan.product().name()
        : environment.namespace();
  }

  /** What the environment changes of a job's CronWorkflow: whether it fires, and by which lines. */
  private static Patch switched(EnvironmentPlan environment, JobPlan job, CronWorkflow cron) {
    List<CronTrigger> firing =
        job.triggers().stream()
            .filter(trigger -> trigger.timezone().equals(cron.spec().timezone()))
            .filter(trigger -> environment.fires(job.name(), trigger))
            .toList();
    List<String> lines = CronLowering.lines(firing);
    List<String> changes = new ArrayList<>();
    if (!firing.isEmpty() && !lines.equals(cron.spec().schedules())) {
      changes.add(change("/spec/schedules", JsonText.array(lines).text()));
    }
    changes.add(change("/spec/suspend", firing.isEmpty()));
    return patch("CronWorkflow", cron.metadata().name(), changes);
  }

  private List<Document> configuration(EnvironmentPlan environment) {
    SortedMap<String, String> labels = RunParameters.labels(names);
    SortedMap<String, String> parameterLabels = new TreeMap<>(labels);
    // Argo reads parameters only from ConfigMaps that say so.
    parameterLabels.put("workflows.argoproj.io/configmap-type", "Parameter");
    return List.of(
        new Document.Core(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(names.values())
                .withLabels(labels)
                .endMetadata()
                .withData(variables(environment))
                .build()),
        new Document.Core(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(names.image())
                .withLabels(parameterLabels)
                .endMetadata()
                .withData(Map.of(IMAGE, image(environment)))
                .build()));
  }

  /** The values, and which jobs are switched where something else than a cron starts them. */
  private SortedMap<String, String> variables(EnvironmentPlan environment) {
    SortedMap<String, String> variables = new TreeMap<>(environment.lookups());
    SortedMap<String, Object> switched = new TreeMap<>();
    Polled.jobs(plan).stream()
        .map(JobPlan::name)
        .filter(environment.enabledJobs()::containsKey)
        .forEach(name -> switched.put(name, environment.enabledJobs().get(name)));
    if (!switched.isEmpty()) {
      variables.put("REGAUGE_ENABLED_JOBS", PlainJson.of(switched));
    }
    if (!environment.alertOwners().isEmpty()) {
      variables.put("REGAUGE_ALERT_OWNERS", PlainJson.of(new TreeMap<>(environment.alertOwners())));
    }
    return variables;
  }

  private String image(EnvironmentPlan environment) {
    String version = plan.product().version();
    return plan.code()
        .image()
        .flatMap(image -> image.in(environment, version))
        .or(() -> names.ownImage().in(environment, version))
        .orElseThrow();
  }

  private static Document namespace(String name) {
    SortedMap<String, String> labels = new TreeMap<>();
    for (String mode : List.of("audit", "enforce", "warn")) {
      labels.put("pod-security.kubernetes.io/" + mode, "restricted");
    }
    return new Document.Core(
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(name)
            .withLabels(labels)
            .endMetadata()
            .build());
  }

  private static Patch replace(String kind, String name, String path, Object value) {
    return patch(kind, name, List.of(change(path, value)));
  }

  private static Patch patch(String kind, String name, List<String> changes) {
    return new Patch(new Target(kind, name), "[" + String.join(", ", changes) + "]");
  }

  private static String change(String path, Object value) {
    return "{\"op\": \"replace\", \"path\": \"" + path + "\", \"value\": " + value + "}";
  }
}
