package dev.regauge.spec.plan;

import dev.regauge.spec.graph.Packs;
import dev.regauge.spec.graph.SpecGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Plans which assets of a job are one step of the engine, and what that step waits for. */
final class PackPlanning {
  private static final String LOST = "TRANSIENT";
  private static final RetryPlan ONCE = RetryPlanning.plan(Optional.empty());

  private final SpecGraph graph;
  private final SortedMap<String, AssetPlan> assets = new TreeMap<>();
  private final SortedSet<String> taken = new TreeSet<>();

  PackPlanning(SpecGraph graph, List<AssetPlan> plans) {
    this.graph = graph;
    for (AssetPlan asset : plans) {
      assets.put(asset.key(), asset);
      taken.add(asset.identifier());
    }
  }

  /**
   * Returns a job's packs, each after those that it needs; none where each asset is a step of its
   * own.
   */
  List<PackPlan> plan(String job, String pack, List<String> keys, List<JobPlan.Edge> edges) {
    List<PackPlan> plans = new ArrayList<>();
    for (Packs.Pack one : Packs.of(graph, job, pack, keys)) {
      List<AssetPlan> members =
          one.assets().stream().map(key -> Objects.requireNonNull(assets.get(key))).toList();
      plans.add(
          new PackPlan(
              one.name(),
              identifier(job, pack, one.name()),
              one.assets(),
              edges.stream()
                  .filter(edge -> one.assets().contains(edge.to()))
                  .map(JobPlan.Edge::from)
                  .filter(from -> !one.assets().contains(from))
                  .sorted()
                  .distinct()
                  .toList(),
              retry(members),
              members.stream()
                  .flatMap(asset -> asset.pool().stream())
                  .max(Comparator.comparingInt(AssetPlan.PoolUse::slots)),
              members.stream().mapToInt(AssetPlan::priority).max().orElse(0)));
    }
    return List.copyOf(plans);
  }

  private String identifier(String job, String pack, String name) {
    String plain = "pack__" + Names.identifier(job);
    String identifier =
        pack.equals(Packs.JOB) ? plain : plain + "__" + Names.identifier(Names.ofKey(name));
    while (!taken.add(identifier)) {
      identifier += "_";
    }
    return identifier;
  }

  /** No asset of the pack is tried again more often, or sooner, than it may be by itself. */
  private static RetryPlan retry(List<AssetPlan> members) {
    int most =
        members.stream()
            .map(AssetPlan::retry)
            .mapToInt(retry -> retry.categories().contains(LOST) ? retry.waitSeconds().size() : 0)
            .min()
            .orElse(0);
    if (most == 0) {
      return ONCE;
    }
    RetryPlan longest =
        members.stream()
            .map(AssetPlan::retry)
            .max(Comparator.comparingDouble(retry -> seconds(retry, most)))
            .orElseThrow();
    return new RetryPlan(
        List.copyOf(longest.waitSeconds().subList(0, most)),
        longest.initialSeconds(),
        longest.multiplier(),
        longest.maxWaitSeconds(),
        "none",
        List.of(LOST),
        false);
  }

  private static double seconds(RetryPlan retry, int most) {
    return retry.waitSeconds().subList(0, most).stream().mapToDouble(Double::doubleValue).sum();
  }
}
