package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.ArgoProduct;
import dev.regauge.adapters.argo.model.ArgoProduct.JobNames;
import dev.regauge.adapters.argo.model.ArgoProduct.Manifest;
import dev.regauge.adapters.argo.model.CronWorkflow;
import dev.regauge.adapters.argo.model.Dialect;
import dev.regauge.adapters.argo.model.Document;
import dev.regauge.adapters.argo.model.Kustomization;
import dev.regauge.adapters.spi.AddedKeys;
import dev.regauge.adapters.spi.Alerting;
import dev.regauge.adapters.spi.CodeImages;
import dev.regauge.adapters.spi.Contracts;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.Polled;
import dev.regauge.adapters.spi.SecretStores;
import dev.regauge.adapters.spi.StepTelemetry;
import dev.regauge.adapters.spi.Watched;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Decides what a plan becomes on Argo Workflows. */
final class ArgoLowering {
  private static final Pattern PYTHON = Pattern.compile("(?:>=|==|~=)\\s*3\\.(\\d+)");
  private static final int OLDEST_PYTHON = 11;

  private final ExecutionPlan plan;
  private final LoweringContext context;
  private final Diagnostics out;
  private final Dialect dialect;
  private final ProductNames names;
  private final StepSecrets secrets;
  private final JobLowering jobs;
  private final CronLowering crons;

  ArgoLowering(ExecutionPlan plan, LoweringContext context, Diagnostics out) {
    this.plan = plan;
    this.context = context;
    this.out = out;
    this.names = new ProductNames(plan.product());
    this.secrets = new StepSecrets(plan);
    this.dialect = Dialect.of(context.version());
    this.jobs = new JobLowering(plan, names, secrets, dialect);
    this.crons = new CronLowering(names, jobs);
  }

  ArgoProduct lower() {
    List<Manifest> manifests = new ArrayList<>();
    List<JobNames> jobNames = new ArrayList<>();
    SortedMap<String, List<CronWorkflow>> cronsByJob = new TreeMap<>();
    AccessLowering access = new AccessLowering(plan, names);
    manifests.add(new Manifest("manifests/access.yaml", access.accounts(), List.of()));
    if (!access.limits().isEmpty()) {
      manifests.add(
          new Manifest(
              "manifests/limits.yaml",
              access.limits(),
              plan.pools().keySet().stream().map(pool -> "pools[" + pool + "]").toList()));
    }
    SortedMap<String, List<Manifest>> byHand = new TreeMap<>();
    for (JobPlan job : plan.jobs()) {
      List<CronWorkflow> ofJob = crons.of(job);
      Optional<Document> backfill = jobs.backfill(job);
      List<Document> documents = new ArrayList<>();
      documents.add(jobs.workflowTemplate(job));
      backfill.ifPresent(documents::add);
      documents.addAll(ofJob);
      if (job.isImplied()) {
        byHand
            .computeIfAbsent(fileByHand(job), file -> new ArrayList<>())
            .add(manifest(fileByHand(job), documents, job));
      } else {
        manifests.add(manifest("manifests/" + names.job(job) + ".yaml", documents, job));
      }
      cronsByJob.put(job.name(), ofJob);
      jobNames.add(
          new JobNames(
              job.name(),
              names.job(job),
              backfill.isPresent() ? names.backfill(job) : "",
              plan.beginsWithNewest(job) ? "newest" : "oldest",
              ofJob.stream().map(ArgoLowering::words).toList()));
    }
    List<Document> triggers = new TriggersLowering(plan, names, secrets).documents();
    if (!triggers.isEmpty()) {
      manifests.add(
          new Manifest("manifests/" + names.triggers() + ".yaml", triggers, Polled.origins(plan)));
    }
    List<Document> freshness = new FreshnessLowering(plan, names, secrets).documents();
    if (!freshness.isEmpty()) {
      manifests.add(
          new Manifest(
              "manifests/" + names.freshness() + ".yaml", freshness, Watched.origins(plan)));
    }
    byHand.values().forEach(parts -> manifests.add(Manifest.joined(parts)));
    new ManifestLimits(out).check(manifests);
    manifests.add(kustomization(manifests));
    return new ArgoProduct(
        dialect,
        plan,
        names.home(),
        names.scope(),
        pythonVersion(),
        !context.codeFiles().isEmpty(),
        manifests,
        new EnvironmentLowering(plan, names).overlays(cronsByJob),
        jobNames,
        List.copyOf(secrets.variables()),
        secretNames(),
        plan.pools().values().stream().map(names::pool).toList(),
        differences());
  }

  private static Manifest kustomization(List<Manifest> manifests) {
    List<String> files =
        manifests.stream()
            .map(file -> file.path().substring("manifests/".length()))
            .sorted()
            .toList();
    return new Manifest(
        "manifests/kustomization.yaml", List.of(Kustomization.of("", files, List.of())), List.of());
  }

  /** The jobs that assets have only because they are in no other stand together by group. */
  private String fileByHand(JobPlan job) {
    String group = jobs.assets(job).getFirst().group();
    return "manifests/by-hand/" + KubernetesName.of(group, KubernetesName.LONGEST) + ".yaml";
  }

  private static Manifest manifest(String path, List<Document> documents, JobPlan job) {
    List<String> origins = new ArrayList<>();
    if (!job.isImplied()) {
      origins.add("jobs[" + job.name() + "]");
    }
    job.assets().forEach(asset -> origins.add("assets[" + asset + "]"));
    return new Manifest(path, documents, origins);
  }

  private static String words(CronWorkflow cron) {
    return String.join(" and ", cron.spec().schedules())
        + " "
        + cron.spec().timezone()
        + (cron.spec().suspend() ? " (suspended)" : "");
  }

  /** What somebody has to make by hand: the operator makes the others. */
  private List<String> secretNames() {
    SortedSet<String> found = new TreeSet<>();
    Stream.of(
            plan.assets().stream().map(secrets::of),
            plan.jobs().stream().map(secrets::ofAlerts),
            Stream.of(secrets.ofFreshness()))
        .flatMap(each -> each)
        .flatMap(Collection::stream)
        .filter(secret -> !secret.source().equals(SecretStores.EXTERNAL))
        .forEach(secret -> found.add(secret.name() + "/" + secret.key()));
    return List.copyOf(found);
  }

  /** The oldest interpreter that the code allows, so that what runs there runs on newer ones. */
  private String pythonVersion() {
    Matcher wanted = PYTHON.matcher(plan.code().python());
    int minor = wanted.find() ? Integer.parseInt(wanted.group(1)) : OLDEST_PYTHON;
    return "3." + Math.max(OLDEST_PYTHON, minor);
  }

  private List<String> differences() {
    List<String> differences = new ArrayList<>(CodeImages.words(plan));
    differences.addAll(Contracts.words(plan));
    differences.addAll(StepTelemetry.words(plan));
    differences.addAll(SecretStores.words(plan));
    for (JobPlan job : Polled.jobs(plan)) {
      differences.add(
          "Job "
              + job.name()
              + " is also started by the CronWorkflow "
              + names.triggers()
              + ", which looks each minute for "
              + Polled.words(job)
              + " and submits a workflow named by what it answers. Each is asked for until its first"
              + " step has begun: resubmit one that failed before that.");
    }
    if (!AddedKeys.sets(plan).isEmpty()) {
      differences.add(
          "The keys of the partition sets "
              + AddedKeys.words(plan)
              + " are the product's own records: a run for a key that nobody has added fails with"
              + " code 78 and says so. To list and to add them, in a pod of the image:"
              + " python -m regauge_runtime partitions --home HOME --add SET=KEY.");
    }
    if (!Watched.origins(plan).isEmpty()) {
      differences.add(
          "The CronWorkflow "
              + names.freshness()
              + " looks every five minutes how old all that has a freshness is. A change is one"
              + " event: a line in its log, and in its output `looks`. It fails no run.");
    }
    if (!Alerting.jobs(plan).isEmpty()) {
      differences.add(
          "A run in which something failed ends with the task `alert`, which tells of it. It tells"
              + " nothing of a workflow that was stopped or terminated, and of a tick whose"
              + " partitions could not be listed, which is no run yet.");
    }
    if (StepTelemetry.tellsOfRuns(plan)) {
      differences.add(
          "Every run ends with the task `alert`, a pod that sends the run's span and counts it. It"
              + " tells nothing of a workflow that was stopped or terminated.");
    }
    for (JobPlan job : plan.jobs()) {
      if (job.pauses()) {
        differences.add(
            "Job "
                + job.name()
                + " pauses after "
                + job.autoPauseAfterFailures()
                + " failed runs in a row: the task `alert` of each run notes how it ended, and a tick"
                + " of a paused job lists nothing. To see it and to go on, in a pod of the image:"
                + " python -m regauge_runtime pauses --home HOME --resume "
                + job.name()
                + ".");
      }
    }
    if (!plan.pools().isEmpty()) {
      differences.add("A step that waits for its next attempt keeps its pool's slot meanwhile.");
    }
    if (plan.pools().values().stream().anyMatch(pool -> pool.shared())) {
      differences.add("A shared pool is one limit in each namespace.");
    }
    if (plan.assets().stream().anyMatch(asset -> !asset.retry().waitSeconds().isEmpty())) {
      differences.add(
          "Argo knows the end of an attempt to the second, so that a wait may be up to a second"
              + " shorter; a failure that is not tried again is reported after the wait that a"
              + " retry would have had.");
    }
    for (JobPlan job : plan.jobs()) {
      for (String former : job.was()) {
        differences.add(
            "Job "
                + job.name()
                + " was "
                + former
                + ": delete the WorkflowTemplate and CronWorkflow "
                + names.formerJob(former)
                + " when its history is no longer wanted.");
      }
    }
    return differences;
  }
}
