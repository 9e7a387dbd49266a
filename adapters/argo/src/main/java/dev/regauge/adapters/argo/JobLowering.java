package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.Arguments;
import dev.regauge.adapters.argo.model.Dialect;
import dev.regauge.adapters.argo.model.Document;
import dev.regauge.adapters.argo.model.Metadata;
import dev.regauge.adapters.argo.model.Synchronization;
import dev.regauge.adapters.argo.model.Task;
import dev.regauge.adapters.argo.model.Template;
import dev.regauge.adapters.argo.model.WorkflowTemplate;
import dev.regauge.adapters.spi.AddedKeys;
import dev.regauge.adapters.spi.Alerting;
import dev.regauge.adapters.spi.RunEvents;
import dev.regauge.adapters.spi.StepTelemetry;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ContainerRuns;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.PackPlan;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A job as a WorkflowTemplate: a graph with a task for each asset. */
final class JobLowering {
  /** The entry of every job: its graph of assets, for one partition. */
  static final String RUN = "run";

  /** The entry of a tick of a job with partitions: it asks what is due, and runs that. */
  static final String TICK = "tick";

  private static final String DUE = "due";

  private final ExecutionPlan plan;
  private final ProductNames names;
  private final StepSecrets secrets;
  private final StepLowering steps;
  private final WorkflowLowering workflows;
  private final SortedMap<String, AssetPlan> byKey = new TreeMap<>();

  JobLowering(ExecutionPlan plan, ProductNames names, StepSecrets secrets, Dialect dialect) {
    this.plan = plan;
    this.names = names;
    this.secrets = secrets;
    this.steps = new StepLowering(plan, names, secrets, new RetryLowering(dialect));
    this.workflows = new WorkflowLowering(names, plan.code().image());
    plan.assets().forEach(asset -> byKey.put(asset.key(), asset));
  }

  /** Returns the WorkflowTemplate of a job. */
  Document workflowTemplate(JobPlan job) {
    List<AssetPlan> assets = assets(job);
    List<Template> templates = new ArrayList<>();
    templates.add(graph(job, RunParameters.fromWorkflow(job), graphOf(job, assets, "")));
    templates.addAll(graphOf(job, assets, "").own());
    job.setup().ifPresent(run -> templates.add(steps.phase(GraphLowering.SETUP, run, job)));
    job.teardown().ifPresent(run -> templates.add(steps.phase(GraphLowering.TEARDOWN, run, job)));
    if (hasTicks(job)) {
      templates.add(tick(job));
      templates.add(
          workflows.listing(DUE, job, "--tick={{workflow.parameters.tick}}", secrets.ofCatalogs()));
    }
    if (job.packs().isEmpty()) {
      assets.forEach(asset -> templates.add(steps.template(asset, job)));
    }
    job.packs().forEach(pack -> templates.add(pack(pack, job)));
    if (isTold(job)) {
      templates.add(new AlertLowering(names, secrets).template(job, isNoted(job)));
    }
    return WorkflowTemplate.of(
        metadata(names.job(job), job),
        workflows.spec(
            job, RUN, RunParameters.ofWorkflow(job, names, paramNames()), volumes(job), templates));
  }

  /** Only the pods whose step mounts it have the token. */
  private List<Volume> volumes(JobPlan job) {
    boolean isNeeded =
        assets(job).stream().anyMatch(ContainerRuns::isOf)
            || Stream.concat(job.setup().stream(), job.teardown().stream())
                .anyMatch(ContainerRuns::isOf);
    return isNeeded ? List.of(new ContainerAccess(names).token()) : List.of();
  }

  private Template pack(PackPlan pack, JobPlan job) {
    List<String> read = job.packs().stream().flatMap(one -> one.needs().stream()).toList();
    List<AssetPlan> members =
        assets(job).stream().filter(asset -> pack.assets().contains(asset.key())).toList();
    return new PackLowering(names, secrets, steps)
        .template(
            pack,
            members,
            members.stream().filter(asset -> read.contains(asset.key())).toList(),
            job);
  }

  /** Returns the job's assets, upstream before downstream. */
  List<AssetPlan> assets(JobPlan job) {
    List<AssetPlan> assets = new ArrayList<>();
    for (String key : job.assets()) {
      AssetPlan asset = byKey.get(key);
      if (asset != null) {
        assets.add(asset);
      }
    }
    return assets;
  }

  private Template graph(JobPlan job, Arguments inputs, GraphLowering graph) {
    return Template.graph(RUN, runLock(job), job.maxConcurrent(), inputs, graph.whole());
  }

  private boolean isTold(JobPlan job) {
    return isNoted(job) || !Alerting.ofRun(plan, job).isEmpty();
  }

  private boolean isNoted(JobPlan job) {
    return StepTelemetry.tellsOfRuns(plan) || RunEvents.areNoted(plan, job);
  }

  private GraphLowering graphOf(JobPlan job, List<AssetPlan> assets, String reference) {
    return new GraphLowering(job, assets, reference, isTold(job), isNoted(job));
  }

  /** At most maxActiveRuns of the job at once, whatever started them; the oldest first. */
  @Nullable Synchronization runLock(JobPlan job) {
    return switch (job.runLimit().orElse(0)) {
      case 0 -> null;
      case 1 -> Synchronization.mutex(names.job(job));
      default -> Synchronization.semaphore(names.other("runs"), job.name());
    };
  }

  /** Whether it has ticks that must be told which partitions are due, or that nothing is. */
  static boolean hasTicks(JobPlan job) {
    return (job.partitionSet().isPresent() || job.pauses()) && !job.triggers().isEmpty();
  }

  /**
   * The runtime says what a tick requests: one partition, all of a static set, with catch-up also
   * those that lack a passed record, and nothing before the first is complete (semantics 8, 11) or
   * while the job is paused.
   *
   * <p>With catch-up one tick at a time asks and runs, so that none is requested twice.
   */
  private Template tick(JobPlan job) {
    Task due = new Task(DUE, DUE, null, "", "", "", null);
    return Template.stages(
        TICK,
        job.catchesUp() ? Synchronization.mutex(names.job(job) + "-" + TICK) : null,
        1,
        List.of(
            List.of(due),
            List.of(RunParameters.forEach(job, DUE, RUN, "{{workflow.parameters.cause}}"))));
  }

  /** Returns the metadata of an object that belongs to a job. */
  Metadata metadata(String name, JobPlan job) {
    SortedMap<String, Object> words = new TreeMap<>();
    words.put("product", plan.product().name());
    words.put("domain", plan.product().domain());
    words.put("version", plan.product().version());
    words.put("owner", plan.product().owner());
    words.put("description", plan.product().description());
    words.put("labels", plan.product().labels());
    words.put("job", job.name());
    words.put("tags", job.tags());
    SortedMap<String, String> annotations = new TreeMap<>();
    annotations.put(RunParameters.PREFIX + "job", PlainJson.of(words));
    return new Metadata(name, RunParameters.labels(names, job), annotations);
  }

  /** Whether the partitions of a range are in the product's records. */
  private boolean isDynamic(JobPlan job) {
    return job.partitionSet().filter(set -> AddedKeys.isOf(plan, set)).isPresent();
  }

  private List<String> paramNames() {
    return List.copyOf(plan.params().keySet());
  }

  /** Returns the WorkflowTemplate that runs a range of the job's partitions, oldest first. */
  Optional<Document> backfill(JobPlan job) {
    List<AssetPlan> partitioned =
        assets(job).stream().filter(asset -> asset.partitionSet().isPresent()).toList();
    if (job.partitionSet().isEmpty() || partitioned.isEmpty()) {
      return Optional.empty();
    }
    List<Template> templates = new ArrayList<>();
    templates.add(
        Template.stages(
            "backfill",
            null,
            1,
            List.of(
                List.of(new Task("partitions", "partitions", null, "", "", "", null)),
                List.of(
                    RunParameters.forEach(job, "partitions", RUN, "backfill:{{workflow.name}}")))));
    templates.add(
        workflows.listing(
            "partitions",
            job,
            "--partitions={{workflow.parameters.first}}..{{workflow.parameters.last}}",
            isDynamic(job) ? secrets.ofCatalogs() : List.of()));
    templates.add(graph(job, RunParameters.asked(job), graphOf(job, partitioned, names.job(job))));
    templates.addAll(graphOf(job, partitioned, names.job(job)).own());
    return Optional.of(
        WorkflowTemplate.of(
            metadata(names.backfill(job), job),
            workflows.spec(
                job,
                "backfill",
                RunParameters.ofBackfill(names, paramNames()),
                volumes(job),
                templates)));
  }
}
