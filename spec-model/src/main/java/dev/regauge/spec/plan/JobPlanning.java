package dev.regauge.spec.plan;

import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.Packs;
import dev.regauge.spec.graph.Selector;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.AlertSpec;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.JobSpec.HistorySpec;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Plans one job: its order, its triggers, how its runs meet. */
final class JobPlanning {

  private final SpecGraph graph;
  private final String zone;
  private final RunPlanning runs;
  private final PackPlanning packs;

  JobPlanning(SpecGraph graph, PackPlanning packs) {
    this.graph = graph;
    this.packs = packs;
    this.runs = new RunPlanning(graph);
    this.zone = graph.product().defaults().timezone().orElse("UTC");
  }

  JobPlan plan(JobNode node) {
    Optional<JobSpec> spec = node.spec();
    TriggerPlanning triggers = new TriggerPlanning(graph, node, zone);
    List<JobPlan.Edge> edges = edges(node);
    String pack = spec.flatMap(JobSpec::pack).orElse(Packs.ASSET);
    Optional<String> set = node.partitionSets().stream().findFirst();
    return new JobPlan(
        node.name(),
        Names.identifier(node.name()),
        spec.map(JobSpec::was).orElse(List.of()).stream().sorted().toList(),
        spec.isEmpty(),
        node.assets(),
        edges,
        set,
        triggers.crons(),
        triggers.others(),
        spec.flatMap(JobSpec::overlap).orElse("queue"),
        spec.flatMap(JobSpec::catchup).orElse(false),
        spec.flatMap(JobSpec::maxCatchup).orElse(50),
        spec.flatMap(JobSpec::maxActiveRuns).orElse(1),
        spec.flatMap(JobSpec::maxConcurrent).orElse(4),
        pack,
        packs.plan(node.name(), pack, node.assets(), edges),
        spec.flatMap(JobSpec::maxRuntime).map(Durations::seconds),
        spec.flatMap(JobSpec::abort).orElse("dependents"),
        spec.flatMap(JobSpec::autoPauseAfterFailures).orElse(0),
        history(HistorySpec.filled(spec.flatMap(JobSpec::history))),
        spec.flatMap(JobSpec::setup).map(runs::plan),
        spec.flatMap(JobSpec::teardown).map(runs::plan),
        RunPlanning.sorted(
            spec.flatMap(JobSpec::onFailure).orElseGet(() -> alertsOfFailedRuns(node))),
        spec.map(JobSpec::params).orElseGet(TreeMap::new),
        spec.map(JobSpec::tags).orElseGet(TreeMap::new));
  }

  private static JobPlan.History history(HistorySpec filled) {
    return new JobPlan.History(
        Durations.seconds(filled.keep().orElseThrow()), filled.runs().orElseThrow());
  }

  /** A job that does not say whom it tells tells all who want to know of its assets' runs. */
  private List<String> alertsOfFailedRuns(JobNode node) {
    return graph.product().alerts().entrySet().stream()
        .filter(alert -> alert.getValue().events().contains("run.failed"))
        .filter(alert -> !Collections.disjoint(selected(alert.getValue()), node.assets()))
        .map(alert -> alert.getKey())
        .toList();
  }

  private List<String> selected(AlertSpec alert) {
    return Selector.select(graph, alert.select().stream().map(Selector::new).toList());
  }

  /**
   * An asset outside the job that lies between two inside it makes no edge: only direct
   * dependencies order a run.
   */
  private List<JobPlan.Edge> edges(JobNode node) {
    SortedSet<String> inside = new TreeSet<>(node.assets());
    return node.assets().stream()
        .flatMap(key -> graph.asset(key).stream())
        .flatMap(asset -> edgesInto(asset, inside))
        .sorted(Comparator.comparing(JobPlan.Edge::from).thenComparing(JobPlan.Edge::to))
        .toList();
  }

  private static Stream<JobPlan.Edge> edgesInto(AssetNode asset, SortedSet<String> inside) {
    return asset.upstream().stream()
        .map(AssetNode.Edge::upstream)
        .filter(inside::contains)
        .map(upstream -> new JobPlan.Edge(upstream, asset.key()));
  }
}
