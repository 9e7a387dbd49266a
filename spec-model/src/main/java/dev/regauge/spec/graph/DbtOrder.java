package dev.regauge.spec.graph;

import dev.regauge.spec.model.DbtManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which steps come after which, by the nodes of a dbt project that they make. */
final class DbtOrder {

  private final SortedMap<String, SortedSet<String>> parents;
  private final Map<String, Set<String>> together = new LinkedHashMap<>();

  /**
   * The order of the steps that make nodes.
   *
   * @param parents what each node that is made reads; more of them may follow
   * @param makers who makes each node
   */
  DbtOrder(
      SortedMap<String, SortedSet<String>> parents, SortedMap<String, DbtModels.Maker> makers) {
    this.parents = parents;
    Map<Integer, Set<String>> steps = new LinkedHashMap<>();
    makers.forEach(
        (id, maker) -> {
          Set<String> step = steps.computeIfAbsent(maker.index(), _ -> new TreeSet<>());
          step.add(id);
          together.put(id, step);
        });
  }

  /**
   * Returns the node whose step runs a test: the one that it stands at, unless another one that it
   * reads is made by a later step; then it is that one, for there both are there.
   */
  Optional<String> owner(DbtManifest.Node test, SortedSet<String> read) {
    List<String> made =
        Stream.concat(
                Stream.of(test.attached()).filter(read::contains),
                read.stream().filter(id -> !id.equals(test.attached())))
            .filter(parents::containsKey)
            .toList();
    return made.stream()
        .filter(one -> made.stream().noneMatch(other -> !other.equals(one) && isAfter(other, one)))
        .findFirst();
  }

  /**
   * Whether the step of one node waits for that of another, be it by another node that the same
   * step makes; not of two nodes of one step.
   */
  boolean isAfter(String later, String earlier) {
    Set<String> goal = step(earlier);
    List<String> left = new ArrayList<>(step(later));
    Set<String> seen = new LinkedHashSet<>(left);
    if (seen.contains(earlier)) {
      return false;
    }
    while (!left.isEmpty()) {
      for (String parent : parents.getOrDefault(left.removeLast(), new TreeSet<>())) {
        if (goal.contains(parent)) {
          return true;
        }
        for (String beside : step(parent)) {
          if (seen.add(beside)) {
            left.add(beside);
          }
        }
      }
    }
    return false;
  }

  /** The nodes that one step makes with a node, itself among them. */
  private Set<String> step(String id) {
    return together.getOrDefault(id, Set.of(id));
  }
}
