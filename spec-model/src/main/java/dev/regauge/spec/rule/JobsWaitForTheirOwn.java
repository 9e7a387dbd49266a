package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.PlacedTrigger;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TriggerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** A dependency on an asset of another job delays no scheduled run (semantics 14). */
final class JobsWaitForTheirOwn implements Rule {

  private static final Code CODE = new Code("RG-RULE-039");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<JobNode> triggered =
        graph.jobs().stream()
            // A job that starts on the news of its upstream assets waits for them.
            .filter(
                job ->
                    PlacedTrigger.of(job).stream()
                        .map(PlacedTrigger::spec)
                        .anyMatch(spec -> spec.cron().isPresent() || spec.event().isPresent()))
            .toList();
    if (triggered.isEmpty()) {
      return;
    }
    Map<String, List<String>> jobsOf = new LinkedHashMap<>();
    for (JobNode job : graph.jobs()) {
      job.assets()
          .forEach(key -> jobsOf.computeIfAbsent(key, any -> new ArrayList<>()).add(job.name()));
    }
    triggered.forEach(job -> check(graph, job, jobsOf, out));
  }

  private static void check(
      SpecGraph graph, JobNode job, Map<String, List<String>> jobsOf, Diagnostics out) {
    SortedSet<String> known = new TreeSet<>(job.assets());
    known.addAll(awaited(job));
    for (String key : job.assets()) {
      List<AssetNode.Edge> edges = graph.asset(key).map(AssetNode::upstream).orElse(List.of());
      for (AssetNode.Edge edge : edges) {
        if (known.add(edge.upstream())) {
          List<String> others = jobsOf.getOrDefault(edge.upstream(), List.of());
          out.add(
              Diagnostic.warning(
                      CODE,
                      "job '"
                          + job.name()
                          + "' does not wait for '"
                          + edge.upstream()
                          + "', which job '"
                          + String.join("' and '", others)
                          + "' makes")
                  .at(edge.path(), graph.locator())
                  .label("'" + key + "' takes what is there when it runs")
                  .related(
                      graph.locator().valueAt(job.path().field("name")),
                      "the job that runs '" + key + "'")
                  .help(
                      "select '"
                          + edge.upstream()
                          + "' in the job too, or silence this with a reason"));
        }
      }
    }
  }

  /** The assets whose new data start the job, where nothing else does: those it waits for. */
  private static List<String> awaited(JobNode job) {
    List<TriggerSpec> triggers = PlacedTrigger.of(job).stream().map(PlacedTrigger::spec).toList();
    boolean isByEvents =
        triggers.stream().allMatch(spec -> spec.event().filter("dataUpdated"::equals).isPresent());
    return isByEvents
        ? triggers.stream().flatMap(spec -> spec.target().stream()).toList()
        : List.of();
  }
}
