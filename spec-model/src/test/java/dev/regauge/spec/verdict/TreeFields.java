package dev.regauge.spec.verdict;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Finds fields of a YAML tree by their places. */
final class TreeFields {

  private final Object tree;

  TreeFields(Object tree) {
    this.tree = tree;
  }

  /**
   * Visits the texts at a place; a star is any step, a question mark in the end takes the keys
   * themselves as the texts.
   */
  void texts(String pattern, BiConsumer<String, String> visitor) {
    each(
        pattern,
        (place, value) -> {
          if (value instanceof String text) {
            visitor.accept(place, text);
          }
        });
  }

  /** Visits whatever is at a place. */
  void each(String pattern, BiConsumer<String, Object> visitor) {
    visit(tree, List.of(pattern.split("/")), "", visitor);
  }

  /** Returns the texts at a place. */
  Set<String> texts(String pattern) {
    Set<String> all = new TreeSet<>();
    texts(pattern, (place, text) -> all.add(text));
    return all;
  }

  private static void visit(
      Object node, List<String> steps, String place, BiConsumer<String, Object> visitor) {
    if (steps.isEmpty()) {
      if (node != null) {
        visitor.accept(place, node);
      }
      return;
    }
    String step = steps.getFirst();
    List<String> rest = steps.subList(1, steps.size());
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            String at = place.isEmpty() ? String.valueOf(key) : place + "/" + key;
            if (step.equals("?")) {
              visitor.accept(at, String.valueOf(key));
            } else if (step.equals("*") || step.equals(String.valueOf(key))) {
              visit(value, rest, at, visitor);
            }
          });
    } else if (node instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        if (step.equals("*") || step.equals(String.valueOf(i))) {
          visit(list.get(i), rest, place + "/" + i, visitor);
        }
      }
    }
  }
}
