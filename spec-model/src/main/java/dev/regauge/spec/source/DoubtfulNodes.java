package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The nodes of a tree of which something else is wrong than what the binder says: a key that is
 * given twice, a file that is not there.
 *
 * @param areSomeLost whether something is wrong that has no place in the tree
 */
record DoubtfulNodes(Set<Node> nodes, boolean areSomeLost) {

  /** Orders places by file, line and column. */
  static final Comparator<Span> BY_PLACE =
      Comparator.comparing(Span::file).thenComparingInt(Span::line).thenComparingInt(Span::column);

  static DoubtfulNodes of(Node.Mapping tree, List<Diagnostic> found) {
    List<Diagnostic> others = found.stream().filter(finding -> !isOfCheck(finding)).toList();
    Set<Span> places = new TreeSet<>(BY_PLACE);
    others.forEach(finding -> places.addAll(placesOf(finding)));
    DoubtfulNodes doubts =
        new DoubtfulNodes(Collections.newSetFromMap(new IdentityHashMap<>()), false);
    Set<Span> met = new TreeSet<>(BY_PLACE);
    if (!places.isEmpty()) {
      collect(tree, places, doubts.nodes(), met);
    }
    boolean isLost =
        others.stream().anyMatch(finding -> placesOf(finding).stream().noneMatch(met::contains));
    return new DoubtfulNodes(doubts.nodes(), isLost);
  }

  private static List<Span> placesOf(Diagnostic finding) {
    List<Span> places = new ArrayList<>();
    finding.span().ifPresent(places::add);
    finding.related().forEach(related -> places.add(related.span()));
    return places;
  }

  /** A check of the product's own list makes no name. */
  private static boolean isOfCheck(Diagnostic finding) {
    return finding.path().filter(path -> path.text().startsWith("checks")).isPresent();
  }

  /** Collects the outermost values that stand at one of the places, or whose key does. */
  private static void collect(Node node, Set<Span> places, Set<Node> found, Set<Span> met) {
    switch (node) {
      case Node.Scalar _, Node.Broken _ -> {}
      case Node.Sequence list -> {
        for (Node item : list.items()) {
          if (!isAt(item, item, places, found, met)) {
            collect(item, places, found, met);
          }
        }
      }
      case Node.Mapping map -> {
        for (int i = 0; i < map.size(); i++) {
          Node value = map.value(i);
          if (!isAt(map.key(i), value, places, found, met)
              && !isAt(value, value, places, found, met)) {
            collect(value, places, found, met);
          }
        }
      }
    }
  }

  private static boolean isAt(
      Node where, Node value, Set<Span> places, Set<Node> found, Set<Span> met) {
    if (!places.contains(where.span())) {
      return false;
    }
    found.add(value);
    met.add(where.span());
    return true;
  }
}
