package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.JobSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Carries out the jobs' selections, and gives a manual job to each asset that is in none. */
final class JobLinker {

  private final SpecGraph graph;
  private final SortedSet<String> withOwnTrigger = new TreeSet<>();

  JobLinker(SpecGraph graph) {
    this.graph = graph;
    graph.product().jobs().forEach(job -> job.ofAsset().ifPresent(withOwnTrigger::add));
  }

  List<JobNode> jobs() {
    List<JobNode> jobs = new ArrayList<>();
    SortedSet<String> covered = new TreeSet<>();
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
    List<String> chosen =
        Selector.select(graph, spec.select().stream().map(Selector::new).toList());
    if (spec.ofAsset().isEmpty()) {
      return chosen;
    }
    String own = spec.ofAsset().get();
    return chosen.stream().filter(key -> key.equals(own) || !withOwnTrigger.contains(key)).toList();
  }

  private JobNode node(String name, Optional<JobSpec> spec, SpecPath path, List<String> assets) {
    SortedSet<String> sets = new TreeSet<>();
    assets.forEach(key -> graph.asset(key).flatMap(AssetNode::partitionSet).ifPresent(sets::add));
    return new JobNode(name, spec, path, assets, sets);
  }
}
