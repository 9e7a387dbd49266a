package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.Selector;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.AlertSpec;
import dev.regauge.spec.model.JobSpec;
import java.util.Collections;
import java.util.List;

/** An alert that hears of paused jobs has a job that can pause. */
final class PausesAreOfSomeJob implements Rule {

  private static final Code CODE = new Code("RG-RULE-373");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    graph
        .product()
        .alerts()
        .forEach(
            (name, alert) -> {
              int place = alert.events().indexOf("job.paused");
              if (place >= 0 && graph.jobs().stream().noneMatch(job -> pauses(graph, alert, job))) {
                out.add(
                    Diagnostic.error(
                            CODE,
                            "alert '" + name + "' hears of paused jobs, and none of its can pause")
                        .at(
                            SpecPath.of("alerts").entry(name).field("events").at(place),
                            graph.locator())
                        .label("no job of its assets has autoPauseAfterFailures")
                        .help(
                            "write 'autoPauseAfterFailures: 5' on the job, or leave job.paused out")
                        .missing(Diagnostic.Absence.from("jobs[].autoPauseAfterFailures")));
              }
            });
  }

  private static boolean pauses(SpecGraph graph, AlertSpec alert, JobNode job) {
    List<String> heard =
        Selector.select(graph, alert.select().stream().map(Selector::new).toList());
    return job.spec().flatMap(JobSpec::autoPauseAfterFailures).orElse(0) > 0
        && !Collections.disjoint(heard, job.assets());
  }
}
