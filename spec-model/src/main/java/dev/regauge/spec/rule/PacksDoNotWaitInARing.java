package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetEdges;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.Packs;
import dev.regauge.spec.graph.SpecGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A group that is run as one step needs nothing of a group that needs it. */
final class PacksDoNotWaitInARing implements Rule {

  private static final Code CODE = new Code("RG-RULE-390");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      SortedMap<String, List<String>> members = new TreeMap<>();
      Packs.of(job, graph).forEach(pack -> members.put(pack.name(), pack.assets()));
      if (members.size() > 1) {
        for (List<String> ring : AssetEdges.of(Packs.needs(graph, members)).cycles()) {
          out.add(finding(graph, job, members, ring));
        }
      }
    }
  }

  private static Diagnostic finding(
      SpecGraph graph, JobNode job, SortedMap<String, List<String>> members, List<String> ring) {
    Diagnostic finding =
        Diagnostic.error(
                CODE,
                "groups of job '"
                    + job.name()
                    + "' cannot be one step each, because they need each other: "
                    + String.join(" → ", ring)
                    + " → "
                    + ring.getFirst())
            .at(job.path().field("pack"), graph.locator())
            .label("makes each group one step")
            .help("write 'pack: job', or give the assets between groups a group of their own");
    for (int i = 0; i < ring.size(); i++) {
      String group = ring.get(i);
      String needed = ring.get((i + 1) % ring.size());
      List<String> theirs = members.getOrDefault(needed, List.of());
      for (AssetNode.Edge edge : edges(graph, members.getOrDefault(group, List.of()), theirs)) {
        finding =
            finding.related(
                graph.locator().valueAt(edge.path()),
                "group '" + group + "' needs group '" + needed + "'");
      }
    }
    return finding;
  }

  /** The first edge between two groups, which tells enough. */
  private static List<AssetNode.Edge> edges(
      SpecGraph graph, List<String> from, List<String> theirs) {
    List<AssetNode.Edge> found = new ArrayList<>();
    for (String key : from) {
      graph
          .asset(key)
          .ifPresent(
              asset ->
                  asset.upstream().stream()
                      .filter(edge -> found.isEmpty() && theirs.contains(edge.upstream()))
                      .findFirst()
                      .ifPresent(found::add));
    }
    return found;
  }
}
