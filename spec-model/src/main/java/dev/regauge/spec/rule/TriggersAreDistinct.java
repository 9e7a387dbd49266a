package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TriggerSpec;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A job has each cron line of a zone once: one tick starts one run. */
final class TriggersAreDistinct implements Rule {

  private static final Code CODE = new Code("RG-RULE-016");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      List<TriggerSpec> triggers = job.spec().map(spec -> spec.triggers()).orElse(List.of());
      SortedMap<String, SpecPath> taken = new TreeMap<>();
      for (int i = 0; i < triggers.size(); i++) {
        if (triggers.get(i).cron().isEmpty()) {
          continue;
        }
        String when = triggers.get(i).cron().get() + " " + triggers.get(i).timezone().orElse("");
        SpecPath at = job.path().field("triggers").at(i).field("cron");
        SpecPath other = taken.putIfAbsent(when, at);
        if (other != null) {
          out.add(
              Diagnostic.error(CODE, "job '" + job.name() + "' has this trigger twice")
                  .at(at, graph.locator())
                  .label("the same cron line and zone")
                  .related(graph.locator().valueAt(other), "the first one")
                  .help("remove one of them"));
        }
      }
    }
  }
}
