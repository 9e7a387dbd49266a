package dev.regauge.spec.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One change of one field of a YAML tree.
 *
 * @param path the steps to the field: keys and positions
 * @param value what stands there afterwards; {@link #DELETED}: nothing
 */
record Mutation(List<Object> path, Object value) {

  /** Stands for a field that is not there any more. */
  static final Object DELETED = new Object();

  /** What a corrupted field holds, by what it held before; each is of another kind of value. */
  private static final List<Object> OF_A_TEXT =
      List.of(Map.of("oops", 1), "Zzz zzz!", "zzz_not_there", List.of("a", List.of()));

  private static final List<Object> OF_A_NUMBER = List.of("many", -999_999, Map.of("oops", 1));
  private static final List<Object> OF_OTHERS = List.of("zzz_not_there", 17);

  /** Returns each way to delete one field of a tree. */
  static List<Mutation> deletions(Object tree) {
    List<Mutation> all = new ArrayList<>();
    walk(tree, new ArrayList<>(), (path, value) -> all.add(new Mutation(path, DELETED)));
    return all;
  }

  /** Returns a way to corrupt each field of a tree; the kinds of corruption take turns. */
  static List<Mutation> corruptions(Object tree) {
    List<Mutation> all = new ArrayList<>();
    walk(
        tree,
        new ArrayList<>(),
        (path, value) -> {
          List<Object> values =
              value instanceof String
                  ? OF_A_TEXT
                  : value instanceof Number ? OF_A_NUMBER : OF_OTHERS;
          all.add(new Mutation(path, values.get(all.size() % values.size())));
        });
    return all;
  }

  /** Returns the tree with this change; the tree itself stays as it is. */
  Object appliedTo(Object tree) {
    return applied(tree, 0);
  }

  private Object applied(Object node, int depth) {
    Object step = path.get(depth);
    boolean isLast = depth == path.size() - 1;
    if (node instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>(map);
      if (isLast && value == DELETED) {
        copy.remove(step);
      } else {
        copy.put(step, isLast ? value : applied(copy.getOrDefault(step, ""), depth + 1));
      }
      return copy;
    }
    List<Object> copy = new ArrayList<>((List<?>) node);
    int at = (Integer) step;
    if (isLast && value == DELETED) {
      copy.remove(at);
    } else {
      copy.set(at, isLast ? value : applied(copy.get(at), depth + 1));
    }
    return copy;
  }

  /** Takes each field. */
  private interface Visitor {
    void visit(List<Object> path, Object value);
  }

  private static void walk(Object node, List<Object> path, Visitor visitor) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (value != null) {
              enter(key, value, path, visitor);
            }
          });
    } else if (node instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        enter(i, list.get(i), path, visitor);
      }
    }
  }

  private static void enter(Object step, Object value, List<Object> path, Visitor visitor) {
    path.add(step);
    visitor.visit(List.copyOf(path), value);
    walk(value, path, visitor);
    path.removeLast();
  }

  /** Returns the path as text: {@code assets/2/run}. */
  String place() {
    return String.join("/", path.stream().map(String::valueOf).toList());
  }
}
