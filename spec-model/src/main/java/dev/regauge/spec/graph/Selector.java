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
    return graph.assets().stream().map(AssetNode::key).filter(chosen::contains).toList();
  }

  /** Returns the keys that this selector names; empty when it names nothing. */
  public SortedSet<String> in(SpecGraph graph) {
    boolean takesUpstream = text.startsWith("+");
    boolean takesDownstream = text.length() > 1 && text.endsWith("+");
    Predicate<AssetNode> matches = matcher();
    SortedSet<String> chosen = new TreeSet<>();
    for (AssetNode asset : graph.assets()) {
      if (matches.test(asset)) {
        chosen.add(asset.key());
        if (takesUpstream) {
          chosen.addAll(graph.ancestorsOf(asset.key()));
        }
        if (takesDownstream) {
          chosen.addAll(graph.descendantsOf(asset.key()));
        }
      }
    }
    return chosen;
  }

  /** Returns the asset key that this selector names, if it names one by key. */
  public Optional<String> key() {
    String bare = bare();
    return bare.equals("*") || bare.indexOf(':') >= 0 ? Optional.empty() : Optional.of(bare);
  }

  private String bare() {
    int from = text.startsWith("+") ? 1 : 0;
    int to = text.length() > from && text.endsWith("+") ? text.length() - 1 : text.length();
    return text.substring(from, to);
  }

  private Predicate<AssetNode> matcher() {
    String bare = bare();
    if (bare.equals("*")) {
      return asset -> true;
    }
    int colon = bare.indexOf(':');
    String what = colon < 0 ? "" : bare.substring(0, colon);
    String value = bare.substring(colon + 1);
    return switch (what) {
      case "group" -> asset -> asset.spec().group().map(value::equals).orElse(false);
      case "kind" -> asset -> asset.spec().kinds().contains(value);
      case "tag" -> asset -> hasTag(asset.spec().tags(), value);
      case "" -> asset -> asset.key().equals(bare);
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
