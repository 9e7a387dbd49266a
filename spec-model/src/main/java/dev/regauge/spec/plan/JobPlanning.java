package dev.regauge.spec.plan;

import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.JobSpec;
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

  JobPlanning(SpecGraph graph) {
    this.graph = graph;
    this.zone = graph.product().defaults().timezone().orElse("UTC");
  }

  JobPlan plan(JobNode node) {
    Optional<JobSpec> spec = node.spec();
    Optional<String> set = node.partitionSets().stream().findFirst();
    return new JobPlan(
        node.name(),
        Names.identifier(node.name()),
        spec.map(JobSpec::was).orElse(List.of()).stream().sorted().toList(),
        spec.isEmpty(),
        node.assets(),
        edges(node),
        set,
        spec.map(JobSpec::triggers).orElse(List.of()).stream()
            .filter(trigger -> trigger.cron().isPresent()) // the others are refused by every target
            .map(
                trigger ->
                    new JobPlan.CronTrigger(
                        trigger.cron().orElseThrow(),
                        trigger.timezone().orElse(zone),
                        set.isEmpty() ? "none" : trigger.partition().orElse("last"),
                        trigger.enabled().orElse(true)))
            .sorted(
                Comparator.comparing(JobPlan.CronTrigger::cron)
                    .thenComparing(JobPlan.CronTrigger::timezone))
            .toList(),
        spec.flatMap(JobSpec::overlap).orElse("queue"),
        spec.flatMap(JobSpec::catchup).orElse(false),
        spec.flatMap(JobSpec::maxCatchup).orElse(50),
        spec.flatMap(JobSpec::maxActiveRuns).orElse(1),
        spec.map(JobSpec::params).orElseGet(TreeMap::new),
        spec.map(JobSpec::tags).orElseGet(TreeMap::new));
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
