package dev.regauge.spec.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which assets of a job are run together as one step (semantics 23). */
public final class Packs {
  /** Each asset is a step of its own. */
  public static final String ASSET = "asset";

  /** All assets of the job are one step. */
  public static final String JOB = "job";

  private Packs() {}

  /**
   * Some assets that are one step.
   *
   * @param name the group's, or the job's
   * @param assets upstream before downstream
   */
  public record Pack(String name, List<String> assets) {}

  /** Returns a job's packs; none where each asset is a step of its own. */
  public static List<Pack> of(JobNode job, SpecGraph graph) {
    String pack = job.spec().flatMap(spec -> spec.pack()).orElse(ASSET);
    return of(graph, job.name(), pack, job.assets());
  }

  /**
   * Returns the packs of assets that stand upstream before downstream, each after those that it
   * needs, ties by name.
   */
  public static List<Pack> of(SpecGraph graph, String job, String pack, List<String> assets) {
    if (pack.equals(ASSET) || assets.isEmpty()) {
      return List.of();
    }
    SortedMap<String, List<String>> members = new TreeMap<>();
    for (String key : assets) {
      String name = pack.equals(JOB) ? job : group(graph, key);
      members.computeIfAbsent(name, first -> new ArrayList<>()).add(key);
    }
    return AssetEdges.of(needs(graph, members)).order().stream()
        .map(name -> new Pack(name, List.copyOf(members.getOrDefault(name, List.of()))))
        .toList();
  }

  /** Returns the names of the packs that each pack needs, itself not among them. */
  public static SortedMap<String, SortedSet<String>> needs(
      SpecGraph graph, SortedMap<String, List<String>> members) {
    SortedMap<String, String> packs = new TreeMap<>();
    members.forEach((name, keys) -> keys.forEach(key -> packs.put(key, name)));
    SortedMap<String, SortedSet<String>> needs = new TreeMap<>();
    members.forEach(
        (name, keys) -> {
          SortedSet<String> others = new TreeSet<>();
          keys.stream()
              .flatMap(key -> graph.asset(key).stream())
              .flatMap(asset -> asset.upstream().stream())
              .map(edge -> packs.getOrDefault(edge.upstream(), name))
              .filter(other -> !other.equals(name))
              .forEach(others::add);
          needs.put(name, others);
        });
    return needs;
  }

  private static String group(SpecGraph graph, String key) {
    return graph.asset(key).map(AssetNode::group).orElse(key);
  }
}
