package dev.regauge.adapters.dagster;

import dev.regauge.adapters.dagster.model.AssetJob;
import dev.regauge.adapters.dagster.model.AssetJob.Schedule;
import dev.regauge.adapters.spi.AddedKeys;
import dev.regauge.adapters.spi.Polled;
import dev.regauge.adapters.spi.RunEvents;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.ProductPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Job to job: its name, its runs' tags and its schedules. */
final class JobLowering {
  private JobLowering() {}

  static AssetJob lower(
      ExecutionPlan plan, JobPlan job, List<List<String>> selection, boolean limitsSteps) {
    ProductPlan product = plan.product();
    String engineName = product.identifier() + "__" + job.identifier();
    SortedMap<String, String> tags = new TreeMap<>(job.tags());
    tags.put("regauge/scope", product.scope());
    tags.put("regauge/job", job.name());
    if (!job.was().isEmpty()) {
      tags.put("regauge/was", String.join(",", job.was()));
    }
    if (job.abort().equals("all")) {
      tags.put("regauge/abort", "all");
    }
    job.maxRuntimeSeconds()
        .ifPresent(seconds -> tags.put("dagster/max_runtime", Long.toString(seconds)));
    // The limit is part of the key, so that several products' settings join in one instance.
    job.runLimit()
        .ifPresent(
            runs -> tags.put("regauge/at-once-" + runs, product.scope() + "__" + job.identifier()));
    return new AssetJob(
        job.name(),
        engineName,
        constant(job),
        selection,
        tags,
        job.partitionSet().map(DagsterLowering::windowsConstant),
        job.partitionSet().filter(set -> AddedKeys.isOf(plan, set)).map(DagsterLowering::constant),
        job.overlap().equals("skip"),
        job.autoPauseAfterFailures(),
        limitsSteps ? OptionalInt.of(job.maxConcurrent()) : OptionalInt.empty(),
        schedules(job, engineName),
        poll(plan, job, engineName));
  }

  static String constant(JobPlan job) {
    return job.identifier().toUpperCase(Locale.ROOT) + "_JOB";
  }

  private static Optional<AssetJob.Poll> poll(ExecutionPlan plan, JobPlan job, String engineName) {
    return Optional.of(job)
        .filter(any -> !any.otherTriggers().isEmpty())
        .map(
            any ->
                new AssetJob.Poll(
                    engineName + "__triggers",
                    job.identifier() + "_triggers",
                    Polled.everySeconds(plan, job),
                    Polled.isEnabled(job),
                    runsOf(job)));
  }

  /**
   * The runs that a look is told of: those by which the job pauses, and those that it waits for.
   */
  private static SortedMap<String, Integer> runsOf(JobPlan job) {
    SortedMap<String, Integer> most = new TreeMap<>();
    RunEvents.awaitedBy(job).forEach(name -> most.put(name, job.maxCatchup()));
    if (job.pauses()) {
      most.merge(job.name(), job.autoPauseAfterFailures(), Math::max);
    }
    return most;
  }

  private static List<Schedule> schedules(JobPlan job, String engineName) {
    List<Schedule> schedules = new ArrayList<>();
    for (JobPlan.CronTrigger trigger : job.triggers()) {
      String number = schedules.isEmpty() ? "" : "_" + (schedules.size() + 1);
      schedules.add(
          new Schedule(
              engineName + "__tick" + number,
              job.identifier() + "_tick" + number,
              trigger.cron(),
              trigger.timezone(),
              trigger.enabled(),
              job.partitionSet().isPresent() && (job.catchup() || trigger.takesAll()),
              trigger.startDeadlineSeconds().isPresent()));
    }
    return List.copyOf(schedules);
  }
}
