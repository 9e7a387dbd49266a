package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Two jobs never have one name: those that are written, those made from an asset's own cron, and
 * the manual ones of assets in no job.
 */
final class JobNamesAreUnique implements Rule {

  private static final Code CODE = new Code("RG-RULE-002");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SortedMap<String, JobNode> taken = new TreeMap<>();
    for (JobNode job : writtenFirst(graph.jobs())) {
      JobNode other = taken.putIfAbsent(form(job.name()), job);
      if (other != null) {
        out.add(
            Diagnostic.error(CODE, "two jobs have the name '" + job.name() + "'")
                .at(place(job), graph.locator())
                .label(words(job))
                .related(graph.locator().valueAt(place(other)), words(other))
                .help(help(job, other)));
      }
    }
  }

  /** Kubernetes names neither begin nor end with a separator. */
  private static String form(String name) {
    int from = 0;
    int to = name.length();
    while (from < to && name.charAt(from) == '_') {
      from++;
    }
    while (to > from && name.charAt(to - 1) == '_') {
      to--;
    }
    return name.substring(from, to);
  }

  private static List<JobNode> writtenFirst(List<JobNode> jobs) {
    return jobs.stream()
        .sorted(Comparator.comparing((JobNode job) -> isImplied(job) || isOfAsset(job)))
        .toList();
  }

  private static boolean isImplied(JobNode job) {
    return job.spec().isEmpty();
  }

  private static boolean isOfAsset(JobNode job) {
    return job.spec().flatMap(spec -> spec.ofAsset()).isPresent();
  }

  private static SpecPath place(JobNode job) {
    return job.path().field(isImplied(job) ? "key" : "name");
  }

  private static String words(JobNode job) {
    if (isImplied(job)) {
      return "asset '" + job.assets().getFirst() + "' is in no job, so it gets one of its own";
    }
    return isOfAsset(job)
        ? "the job of this asset's own trigger is called '" + job.name() + "'"
        : "a job called '" + job.name() + "'";
  }

  private static String help(JobNode job, JobNode other) {
    return isImplied(job) || isImplied(other)
        ? "rename the job, or let a job select the asset"
        : "rename one of them; 'was' keeps its history";
  }
}
