package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.Arguments;
import dev.regauge.adapters.argo.model.CronWorkflow;
import dev.regauge.adapters.argo.model.CronWorkflow.CronSpec;
import dev.regauge.adapters.argo.model.CronWorkflow.Submission;
import dev.regauge.adapters.argo.model.CronWorkflow.TemplateName;
import dev.regauge.adapters.argo.model.Metadata;
import dev.regauge.adapters.argo.model.Parameter;
import dev.regauge.adapters.spi.GoCronLine;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.JobPlan.CronTrigger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A job's cron triggers as CronWorkflows, one for each time zone, since a CronWorkflow has one. */
record CronLowering(ProductNames names, JobLowering jobs) {
  /** How late a missed tick may start where nothing is said, say after the controller was away. */
  private static final long LATE_SECONDS = 3600;

  /** Returns the CronWorkflows, the one with the job's own name first. */
  List<CronWorkflow> of(JobPlan job) {
    SortedMap<String, List<CronTrigger>> byZone = new TreeMap<>();
    job.triggers()
        .forEach(
            trigger ->
                byZone.computeIfAbsent(trigger.timezone(), zone -> new ArrayList<>()).add(trigger));
    List<CronWorkflow> crons = new ArrayList<>();
    byZone.forEach(
        (zone, triggers) ->
            crons.add(cron(job, names.cron(job, crons.isEmpty() ? "" : zone), zone, triggers)));
    return crons;
  }

  private CronWorkflow cron(JobPlan job, String name, String zone, List<CronTrigger> triggers) {
    List<CronTrigger> enabled = triggers.stream().filter(CronTrigger::enabled).toList();
    List<CronTrigger> written = enabled.isEmpty() ? triggers : enabled;
    Metadata metadata = jobs.metadata(name, job);
    return CronWorkflow.of(
        metadata,
        new CronSpec(
            lines(written),
            zone,
            concurrency(job.overlap()),
            lateSeconds(job.overlap(), written),
            job.history().runs(),
            job.history().runs(),
            enabled.isEmpty(),
            new Submission(
                new TemplateName(names.job(job)),
                JobLowering.hasTicks(job) ? JobLowering.TICK : "",
                new Arguments(arguments(job)))));
  }

  /** Returns the cron lines of triggers, as Argo reads them. */
  static List<String> lines(List<CronTrigger> triggers) {
    return triggers.stream()
        .map(trigger -> GoCronLine.of(trigger.cron()))
        .sorted()
        .distinct()
        .toList();
  }

  private static List<Parameter> arguments(JobPlan job) {
    List<Parameter> arguments = new ArrayList<>();
    if (JobLowering.hasTicks(job)) {
      arguments.add(Parameter.of("tick", "{{workflow.scheduledTime}}"));
    }
    arguments.add(Parameter.of("cause", "tick:{{workflow.scheduledTime}}"));
    return arguments;
  }

  /**
   * Returns how late a tick may start. The controller takes one that a run was in the way of for a
   * missed one, and would start it when that run has ended.
   */
  private static long lateSeconds(String overlap, List<CronTrigger> written) {
    return overlap.equals("skip")
        ? 0
        : written.stream()
            .mapToLong(trigger -> trigger.startDeadlineSeconds().orElse(LATE_SECONDS))
            .max()
            .orElse(LATE_SECONDS);
  }

  /** Forbid loses the tick, so that a queue is Allow and the lock on the run (semantics 12). */
  private static String concurrency(String overlap) {
    return switch (overlap) {
      case "queue", "allow" -> "Allow";
      case "skip" -> "Forbid";
      case "replace" -> "Replace";
      default -> throw new IllegalArgumentException("no overlap: " + overlap);
    };
  }
}
