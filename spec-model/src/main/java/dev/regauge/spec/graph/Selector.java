package dev.regauge.spec.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A selection of assets: {@code key}, {@code group:g}, {@code tag:k=v}, {@code tag:k}, {@code
 * kind:k} or {@code *}, with {@code +} in front for everything upstream and behind for everything
 * downstream.
 */
public record Selector(String text) {

  /** Returns the keys that any of the selectors names, in the graph's order. */
  public static List<String> select(SpecGraph graph, List<Selector> selectors) {
    SortedSet<String> chosen = new TreeSet<>();
    selectors.forEach(selector -> chosen.addAll(selector.in(graph)));
    return graph.inOrder(chosen);
  }

  /** Returns the keys that this selector names; empty when it names nothing. */
  public SortedSet<String> in(SpecGraph graph) {
    SortedSet<String> named = named(graph);
    SortedSet<String> chosen = new TreeSet<>(named);
    if (takesUpstream()) {
      chosen.addAll(graph.edges().withUpstream(named));
    }
    if (takesDownstream()) {
      chosen.addAll(graph.edges().withDownstream(named));
    }
    return chosen;
  }

  /** Returns the asset key that this selector names, if it names one by key. */
  public Optional<String> key() {
    String bare = bare();
    return bare.equals("*") || bare.indexOf(':') >= 0 ? Optional.empty() : Optional.of(bare);
  }

  private boolean takesUpstream() {
    return text.startsWith("+");
  }

  private boolean takesDownstream() {
    return text.length() > 1 && text.endsWith("+");
  }

  private String bare() {
    int from = takesUpstream() ? 1 : 0;
    return text.substring(from, takesDownstream() ? text.length() - 1 : text.length());
  }

  private SortedSet<String> named(SpecGraph graph) {
    SortedSet<String> named = new TreeSet<>();
    Optional<String> key = key();
    if (key.isPresent()) {
      key.filter(graph.byKey()::containsKey).ifPresent(named::add);
    } else {
      Predicate<AssetNode> matches = matcher();
      graph.assets().stream().filter(matches).map(AssetNode::key).forEach(named::add);
    }
    return named;
  }

  private Predicate<AssetNode> matcher() {
    String bare = bare();
    int colon = bare.indexOf(':');
    String value = bare.substring(colon + 1);
    return switch (colon < 0 ? bare : bare.substring(0, colon)) {
      case "*" -> asset -> colon < 0;
      case "group" -> asset -> asset.group().equals(value);
      case "kind" -> asset -> asset.spec().kinds().contains(value);
      case "tag" -> asset -> hasTag(asset.spec().tags(), value);
      default -> asset -> false;
    };
  }

  private static boolean hasTag(Map<String, String> tags, String wanted) {
    int equals = wanted.indexOf('=');
    return equals < 0
        ? tags.containsKey(wanted)
        : wanted.substring(equals + 1).equals(tags.get(wanted.substring(0, equals)));
  }
}
