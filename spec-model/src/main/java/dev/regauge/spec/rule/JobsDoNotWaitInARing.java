package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetEdges;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.PlacedTrigger;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TriggerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** No job is started by the success of a job that it starts itself. */
final class JobsDoNotWaitInARing implements Rule {

  private static final Code CODE = new Code("RG-RULE-106");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SortedMap<String, List<String>> after = new TreeMap<>();
    SortedMap<String, SpecPath> places = new TreeMap<>();
    for (JobNode job : graph.jobs()) {
      List<String> causes = new ArrayList<>();
      for (PlacedTrigger trigger : PlacedTrigger.of(job)) {
        String event = trigger.spec().event().orElse("");
        if (TriggerSpec.isOfAJob(event)) {
          String cause = trigger.spec().target().orElse("");
          causes.add(cause);
          places.putIfAbsent(job.name() + " " + cause, trigger.path().field("target"));
        }
      }
      if (!causes.isEmpty()) {
        after.put(job.name(), causes);
      }
    }
    for (List<String> ring : AssetEdges.of(after).cycles()) {
      out.add(finding(graph, ring, places));
    }
  }

  private static Diagnostic finding(
      SpecGraph graph, List<String> ring, SortedMap<String, SpecPath> places) {
    String first = ring.getFirst();
    String cause = ring.get(1 % ring.size());
    SpecPath at = places.getOrDefault(first + " " + cause, SpecPath.of("jobs"));
    Diagnostic finding =
        Diagnostic.error(
                CODE,
                ring.size() == 1
                    ? "job '" + first + "' is started by its own success"
                    : "jobs start each other: " + String.join(" → ", ring) + " → " + first)
            .at(at, graph.locator())
            .label("'" + first + "' starts after '" + cause + "'")
            .help("remove one of these triggers");
    for (int i = 1; i < ring.size(); i++) {
      String next = ring.get((i + 1) % ring.size());
      SpecPath place = places.getOrDefault(ring.get(i) + " " + next, SpecPath.of("jobs"));
      finding =
          finding.related(
              graph.locator().valueAt(place), "'" + ring.get(i) + "' starts after '" + next + "'");
    }
    return finding;
  }
}
