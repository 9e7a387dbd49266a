package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.PlacedTrigger;
import dev.regauge.spec.graph.SpecGraph;
import java.util.SortedSet;
import java.util.TreeSet;

/** A job that starts on news of upstream assets needs one that another job makes. */
final class NewsComeFromOutside implements Rule {

  private static final Code CODE = new Code("RG-RULE-320");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      if (hasUpstream(graph, job)) {
        continue;
      }
      for (PlacedTrigger trigger : PlacedTrigger.of(job)) {
        // With others in an `all` it says nothing of its own, and the others start the job.
        if (trigger.spec().upstream().isPresent() && !trigger.isInside()) {
          out.add(
              Diagnostic.error(CODE, "job '" + job.name() + "' makes all that its assets depend on")
                  .at(trigger.path().field("upstream"), graph.locator())
                  .label("never starts it: no upstream asset is outside of the job")
                  .help("take the upstream assets out of 'select', or write a cron trigger"));
        }
      }
    }
  }

  private static boolean hasUpstream(SpecGraph graph, JobNode job) {
    SortedSet<String> inside = new TreeSet<>(job.assets());
    return job.assets().stream()
        .flatMap(key -> graph.asset(key).stream())
        .anyMatch(
            asset ->
                !asset.outside().isEmpty()
                    || asset.upstream().stream()
                        .anyMatch(edge -> !inside.contains(edge.upstream())));
  }
}
