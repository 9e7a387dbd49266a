package dev.regauge.services.jobs;

import dev.regauge.adapters.spi.GoCronLine;
import dev.regauge.adapters.spi.Watched;
import dev.regauge.services.chart.ChartObject;
import dev.regauge.services.chart.Hole;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.JobPlan.CronTrigger;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The objects of a product's jobs, with the places that values fill. */
record JobsObjects(JobsProduct product, JobPods pods) {
  private static final String POD = "/template/spec";

  /** A tick that waits so long for the end of the run before it is not skipped but late. */
  private static final long SKIPPED_SECONDS = 30;

  /** How late a missed tick may start, say after the controller was away. */
  private static final long LATE_SECONDS = 3600;

  /** What looks again and again hangs after that long: the next one is due. */
  private static final long LOOK_SECONDS = 86_400;

  private static final String EACH_MINUTE = "* * * * *";

  /** Returns who the pods are, and that nobody calls them. */
  List<ChartObject> access() {
    HasMetadata account =
        new ServiceAccountBuilder()
            .withMetadata(pods.meta(product.other("step"), ""))
            .withAutomountServiceAccountToken(false)
            .build();
    HasMetadata closed =
        new NetworkPolicyBuilder()
            .withMetadata(pods.meta(product.other("closed"), ""))
            .withNewSpec()
            .withNewPodSelector()
            .withMatchLabels(pods.labels(""))
            .endPodSelector()
            .withPolicyTypes("Ingress")
            .endSpec()
            .build();
    return List.of(ChartObject.of(account), ChartObject.of(closed));
  }

  /** Returns a CronJob for each cron line of a job: a CronJob knows one zone. */
  List<ChartObject> crons(JobPlan job) {
    List<ChartObject> crons = new ArrayList<>();
    for (CronTrigger trigger : job.triggers()) {
      String name = product.cron(job, crons.size() + 1);
      List<String> words = new ArrayList<>(words(job));
      words.add("--cron-job=" + name);
      words.add("--run=$(REGAUGE_KUBERNETES_JOB)");
      JobSpec spec = pods.ofRun(job.name(), pods.python("cronjob"), words);
      spec.setTtlSecondsAfterFinished(
          (int) Math.min(job.history().keepSeconds(), Integer.MAX_VALUE));
      ChartObject object =
          cron(
              name,
              job.name(),
              GoCronLine.of(trigger.cron()),
              trigger.timezone(),
              concurrency(job.overlap()),
              deadline(job, trigger),
              job.history().runs(),
              spec);
      object.place(
          "/spec/suspend",
          Hole.of(trigger.enabled() ? "eq $job.triggers \"off\"" : "ne $job.triggers \"on\""));
      crons.add(filled(object, "/spec/jobTemplate/spec", true));
    }
    return crons;
  }

  private List<String> words(JobPlan job) {
    return List.of("--home=" + product.home(), "--job=" + job.name());
  }

  private static String concurrency(String overlap) {
    return switch (overlap) {
      // Forbid leaves a tick out while a run goes on, and starts the last of those after it.
      case "queue", "skip" -> "Forbid";
      case "allow" -> "Allow";
      case "replace" -> "Replace";
      default -> throw new IllegalArgumentException("no overlap: " + overlap);
    };
  }

  private static @Nullable Long deadline(JobPlan job, CronTrigger trigger) {
    return trigger
        .startDeadlineSeconds()
        .orElseGet(
            () ->
                switch (job.overlap()) {
                  case "queue" -> null;
                  case "skip" -> SKIPPED_SECONDS;
                  default -> LATE_SECONDS;
                });
  }

  private ChartObject cron(
      String name,
      String job,
      String line,
      String zone,
      String concurrency,
      @Nullable Long deadline,
      int kept,
      JobSpec spec) {
    return ChartObject.of(
        new CronJobBuilder()
            .withMetadata(pods.meta(name, job))
            .withNewSpec()
            .withSchedule(line)
            .withTimeZone(zone)
            .withConcurrencyPolicy(concurrency)
            .withStartingDeadlineSeconds(deadline)
            .withSuccessfulJobsHistoryLimit(kept)
            .withFailedJobsHistoryLimit(kept)
            .withNewJobTemplate()
            .withNewMetadata()
            .withLabels(pods.labels(job))
            .endMetadata()
            .withSpec(spec)
            .endJobTemplate()
            .endSpec()
            .build());
  }

  /** Returns what looks for triggers other than crons, and runs what they ask for. */
  ChartObject triggers() {
    List<String> words = List.of("--home=" + product.home(), "--triggered", "--keep-going");
    return look(product.triggers(), EACH_MINUTE, pods.python("run"), words);
  }

  /** Returns what looks how old assets are. */
  ChartObject freshness() {
    List<String> words = List.of("--home=" + product.home(), "--freshness");
    return look(product.freshness(), Watched.CRON, pods.python("run"), words);
  }

  private ChartObject look(String name, String line, List<String> command, List<String> words) {
    JobSpec spec = pods.ofRun("", command, words);
    spec.setActiveDeadlineSeconds(LOOK_SECONDS);
    return filled(
        cron(name, "", line, "Etc/UTC", "Forbid", SKIPPED_SECONDS, 1, spec),
        "/spec/jobTemplate/spec",
        false);
  }

  /** Returns the Job of one run of a job, beside its triggers. */
  ChartObject run(JobPlan job) {
    List<String> words = new ArrayList<>(words(job));
    words.addAll(List.of("--run=", "--partition=", "--partitions=", "--params="));
    return asked(
            product.run(job), job.name(), pods.ofRun(job.name(), pods.python("cronjob"), words))
        .place(
            "/spec/template/spec/containers/0/args/2",
            Hole.text("printf \"--run=%s\" $.Values.run.name"));
  }

  /** Returns the Job of one step of a job. */
  ChartObject step(AssetPlan asset) {
    List<String> words =
        List.of(
            "--home=" + product.home(),
            "--asset=" + asset.key(),
            "--cause=",
            "--partition=",
            "--job=",
            "--params=");
    return asked(product.step(asset), "", pods.ofStep("", asset.retry(), words))
        .place(
            "/spec/template/spec/containers/0/args/2",
            Hole.text("printf \"--cause=manual:%s\" $.Values.run.name"))
        .place(
            "/spec/template/spec/containers/0/args/4",
            Hole.text("printf \"--job=%s\" $.Values.run.job"));
  }

  private ChartObject asked(String name, String job, JobSpec spec) {
    ChartObject object =
        ChartObject.of(new JobBuilder().withMetadata(pods.meta(name, job)).withSpec(spec).build());
    object.place(
        "/metadata/name", Hole.text("printf \"%s-%s\" \"" + name + "\" $.Values.run.name"));
    boolean isRun = !job.isEmpty();
    filled(object, "/spec", isRun);
    String args = "/spec/template/spec/containers/0/args/";
    object.place(args + "3", Hole.text("printf \"--partition=%s\" $.Values.run.partition"));
    if (isRun) {
      object.place(args + "4", Hole.text("printf \"--partitions=%s\" $.Values.run.partitions"));
    }
    return object.place(
        args + "5",
        Hole.text("printf \"--params=%s\" (include \"jobs.text\" $.Values.run.params)"));
  }

  /** Places what every pod has of the values; a job's own limits where it is a job's. */
  private static ChartObject filled(ChartObject object, String job, boolean isJobs) {
    String pod = job + POD;
    object.place(pod + "/containers/0/image", Hole.text("include \"jobs.image\" $.Values.image"));
    object.place(pod + "/containers/0/imagePullPolicy", Hole.text("$.Values.pullPolicy"));
    object.place(pod + "/containers/0/env", Hole.block("include \"jobs.env\" $"));
    object.place(pod + "/containers/0/resources", Hole.block("toYaml $job.resources"));
    object.place(
        pod + "/imagePullSecrets",
        Hole.block("include \"jobs.names\" $.Values.pullSecrets").when("$.Values.pullSecrets"));
    if (isJobs) {
      object.place(job + "/backoffLimit", Hole.of("$job.backoffLimit | int"));
      object.place(
          job + "/activeDeadlineSeconds",
          Hole.of("$job.activeDeadlineSeconds | int").when("$job.activeDeadlineSeconds"));
    }
    return object;
  }
}
