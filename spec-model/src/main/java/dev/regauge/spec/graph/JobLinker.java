package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.JobSpec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Carries out the jobs' selections, and gives a manual job to each asset that is in none. */
final class JobLinker {

  private final SpecGraph graph;
  private final BitSet withOwnTrigger;

  JobLinker(SpecGraph graph) {
    this.graph = graph;
    this.withOwnTrigger =
        graph
            .edges()
            .marks(graph.product().jobs().stream().flatMap(job -> job.ofAsset().stream()).toList());
  }

  List<JobNode> jobs() {
    List<JobNode> jobs = new ArrayList<>();
    Set<String> covered = new LinkedHashSet<>();
    List<JobSpec> specs = graph.product().jobs();
    for (int i = 0; i < specs.size(); i++) {
      JobSpec spec = specs.get(i);
      List<String> assets = assetsOf(spec);
      covered.addAll(assets);
      jobs.add(node(spec.name(), Optional.of(spec), SpecPath.of("jobs").at(i), assets));
    }
    for (AssetNode asset : graph.assets()) {
      if (!covered.contains(asset.key())) {
        String name = asset.key().replace('/', '_');
        jobs.add(node(name, Optional.empty(), asset.path(), List.of(asset.key())));
      }
    }
    jobs.sort(Comparator.comparing(JobNode::name));
    return List.copyOf(jobs);
  }

  private List<String> assetsOf(JobSpec spec) {
    Optional<String> own = spec.ofAsset().filter(graph.edges()::has);
    return own.isEmpty()
        ? Selector.select(graph, spec.select().stream().map(Selector::new).toList())
        : graph.inOrder(graph.edges().neededBy(own.get(), withOwnTrigger));
  }

  private JobNode node(String name, Optional<JobSpec> spec, SpecPath path, List<String> assets) {
    SortedSet<String> sets = new TreeSet<>();
    assets.forEach(key -> graph.asset(key).flatMap(AssetNode::partitionSet).ifPresent(sets::add));
    return new JobNode(name, spec, path, assets, sets);
  }
}
