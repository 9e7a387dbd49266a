package dev.regauge.services.jobs;

import dev.regauge.spec.plan.EnvironmentPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.templates.literal.MarkdownText;
import dev.regauge.templates.literal.PlainName;
import java.util.List;

/** The variables of {@code jobs-README.md.ftl} and {@code jobs-helpers.tpl.ftl}. */
public record JobsView(
    PlainName product,
    PlainName scope,
    PlainName namespace,
    List<Environment> environments,
    List<PlainName> variables,
    List<PlainName> polled,
    List<Job> jobs,
    PlainName firstJob,
    PlainName firstStep,
    List<MarkdownText> differences) {

  /** An environment, and the namespace that it has. */
  public record Environment(PlainName name, PlainName namespace) {}

  /** A job, its first CronJob, and when that ticks; no lines without one. */
  public record Job(PlainName name, PlainName cron, List<MarkdownText> lines) {}

  static JobsView of(
      JobsProduct product, References references, List<JobPlan> polled, List<String> differences) {
    List<EnvironmentPlan> environments = List.copyOf(product.plan().environments().values());
    return new JobsView(
        PlainName.of(product.name()),
        PlainName.of(product.scope()),
        PlainName.of(
            product.namespace(
                environments.isEmpty() ? EnvironmentPlan.NONE : environments.getFirst())),
        environments.stream()
            .map(
                each ->
                    new Environment(
                        PlainName.of(each.name()), PlainName.of(product.namespace(each))))
            .toList(),
        references.variables().stream().map(PlainName::of).toList(),
        polled.stream().map(job -> PlainName.of(job.name())).toList(),
        product.plan().jobs().stream()
            .map(
                job ->
                    new Job(
                        PlainName.of(job.name()),
                        PlainName.of(product.cron(job, 1)),
                        job.triggers().stream()
                            .map(each -> MarkdownText.of(each.cron() + " " + each.timezone()))
                            .toList()))
            .toList(),
        PlainName.of(product.plan().jobs().getFirst().name()),
        PlainName.of(product.plan().jobs().getFirst().assets().getFirst()),
        differences.stream().map(MarkdownText::of).toList());
  }
}
