package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.SpecPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts assets upstream before downstream, ties by key; reports each circle once, with its whole
 * path.
 */
final class TopologicalOrder {

  private final LinkFindings findings;

  TopologicalOrder(LinkFindings findings) {
    this.findings = findings;
  }

  /**
   * Returns the assets in order; those of a circle come last, by key, without the edges that close
   * it.
   */
  List<AssetNode> of(List<AssetNode> nodes) {
    SortedMap<String, AssetNode> waiting = new TreeMap<>();
    Map<String, Integer> open = new TreeMap<>();
    Map<String, List<String>> downstream = new TreeMap<>();
    PriorityQueue<String> ready = new PriorityQueue<>();
    for (AssetNode node : nodes) {
      waiting.put(node.key(), node);
      open.put(node.key(), node.upstream().size());
      node.upstream()
          .forEach(
              edge ->
                  downstream
                      .computeIfAbsent(edge.upstream(), key -> new ArrayList<>())
                      .add(node.key()));
      if (node.upstream().isEmpty()) {
        ready.add(node.key());
      }
    }
    List<AssetNode> ordered = new ArrayList<>();
    while (!ready.isEmpty()) {
      String key = ready.remove();
      AssetNode node = waiting.remove(key);
      if (node == null) {
        continue;
      }
      ordered.add(node);
      for (String next : downstream.getOrDefault(key, List.of())) {
        if (open.merge(next, -1, Integer::sum) == 0) {
          ready.add(next);
        }
      }
    }
    reportCircles(waiting);
    waiting.values().forEach(node -> ordered.add(withoutEdgesInto(node, waiting.keySet())));
    return List.copyOf(ordered);
  }

  private void reportCircles(SortedMap<String, AssetNode> remaining) {
    SortedSet<String> seen = new TreeSet<>();
    for (String start : remaining.keySet()) {
      if (!seen.contains(start)) {
        circleFrom(start, remaining, seen).ifPresent(path -> report(path, remaining));
      }
    }
  }

  /** Follows the smallest upstream edge among the remaining assets until one comes again. */
  private static Optional<List<String>> circleFrom(
      String start, SortedMap<String, AssetNode> remaining, SortedSet<String> seen) {
    Map<String, Integer> trail = new LinkedHashMap<>();
    String at = start;
    while (!trail.containsKey(at)) {
      if (!seen.add(at)) {
        return Optional.empty(); // it leads into a circle that is reported already
      }
      trail.put(at, trail.size());
      AssetNode node = remaining.get(at);
      Optional<String> next =
          node == null
              ? Optional.empty()
              : node.upstream().stream()
                  .map(AssetNode.Edge::upstream)
                  .filter(remaining::containsKey)
                  .sorted()
                  .findFirst();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
    }
    List<String> path =
        new ArrayList<>(trail.keySet()).subList(trail.getOrDefault(at, 0), trail.size());
    List<String> circle = new ArrayList<>(path);
    circle.add(at);
    return Optional.of(circle);
  }

  private void report(List<String> path, SortedMap<String, AssetNode> remaining) {
    List<SpecPath> edges = new ArrayList<>();
    for (int i = 0; i + 1 < path.size(); i++) {
      AssetNode node = remaining.get(path.get(i));
      String upstream = path.get(i + 1);
      if (node != null) {
        node.upstream().stream()
            .filter(edge -> edge.upstream().equals(upstream))
            .map(AssetNode.Edge::path)
            .forEach(edges::add);
      }
    }
    findings.cycle(path, edges);
  }

  private static AssetNode withoutEdgesInto(AssetNode node, java.util.Set<String> others) {
    return new AssetNode(
        node.index(),
        node.spec(),
        node.partitionSet(),
        node.upstream().stream().filter(edge -> !others.contains(edge.upstream())).toList(),
        node.inputs(),
        node.outputs());
  }
}
