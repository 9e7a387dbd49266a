package dev.regauge.spec.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A selection of assets, as in dbt.
 *
 * <p>A term is a key or a pattern of keys ({@code bronze/*}, {@code **}), {@code group:g}, {@code
 * tag:k=v}, {@code tag:k}, {@code kind:k} or {@code owner:o}. {@code +} in front takes everything
 * upstream with it and behind everything downstream; a number beside the plus is how many steps far
 * ({@code 1+silver/orders+2}). Terms joined by a comma are an intersection; several selectors are a
 * union.
 */
public record Selector(String text) {

  /** Returns the keys that any of the selectors names, in the graph's order. */
  public static List<String> select(SpecGraph graph, List<Selector> selectors) {
    Set<String> chosen = new LinkedHashSet<>();
    selectors.forEach(selector -> chosen.addAll(selector.in(graph)));
    return graph.inOrder(chosen);
  }

  /**
   * Returns the keys that this selector names, in no order; none when it names nothing or is none.
   */
  public Set<String> in(SpecGraph graph) {
    Set<String> chosen = new LinkedHashSet<>();
    boolean isFirst = true;
    for (SelectorTerm term : terms()) {
      if (isFirst) {
        chosen.addAll(term.in(graph));
      } else {
        chosen.retainAll(term.in(graph));
      }
      isFirst = false;
    }
    return chosen;
  }

  /** Returns what is wrong with it as a selector, whatever the graph. */
  public Optional<String> problem() {
    return terms().stream().flatMap(term -> term.problem().stream()).findFirst();
  }

  /** Returns the asset key that this selector names, if it names one by key. */
  public Optional<String> key() {
    List<SelectorTerm> terms = terms();
    return terms.size() == 1 ? terms.getFirst().key() : Optional.empty();
  }

  /** A comma inside a value joins too: no key, group, kind and hardly a tag has one. */
  private List<SelectorTerm> terms() {
    List<SelectorTerm> terms = new ArrayList<>();
    for (String term : text.split(",", -1)) {
      terms.add(SelectorTerm.of(term.strip()));
    }
    return terms;
  }
}
