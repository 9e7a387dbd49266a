package dev.regauge.engine.explain;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.partition.KeyMapping;
import dev.regauge.spec.plan.AssetPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says in words what of an upstream asset belongs to one partition of ours (semantics 10), for each
 * edge of a sound product's plan.
 */
public final class EdgeWords {

  private final Map<SpecPath, String> words = new LinkedHashMap<>();

  private EdgeWords() {}

  /** Returns the words for all edges; a product with errors has no plan, thus none. */
  public static EdgeWords of(CompiledProduct compiled) {
    EdgeWords all = new EdgeWords();
    compiled.sound().ifPresent(all::add);
    return all;
  }

  /** Returns what the edge is whose upstream asset is named at the path. */
  public Optional<String> at(SpecPath path) {
    return Optional.ofNullable(words.get(path));
  }

  private void add(CompiledProduct.Sound sound) {
    Map<Ends, SpecPath> paths = new LinkedHashMap<>();
    for (AssetNode node : sound.graph().assets()) {
      node.upstream()
          .forEach(edge -> paths.put(new Ends(node.key(), edge.upstream()), edge.path()));
    }
    SortedSet<String> whole = new TreeSet<>();
    for (AssetPlan asset : sound.plan().assets()) {
      if (asset.partitionSet().isEmpty()) {
        whole.add(asset.key());
      }
    }
    for (AssetPlan asset : sound.plan().assets()) {
      for (AssetPlan.Upstream edge : asset.upstream()) {
        String which =
            whole.contains(edge.asset())
                ? "the whole of " + edge.asset()
                : which(edge.mapping(), "partition", " of " + edge.asset());
        Optional.ofNullable(paths.get(new Ends(asset.key(), edge.asset())))
            .ifPresent(
                path -> words.put(path, (edge.isRead() ? "reads " : "comes after ") + which));
      }
    }
  }

  private record Ends(String asset, String upstream) {}

  private static String which(KeyMapping mapping, String noun, String of) {
    return switch (mapping) {
      case KeyMapping.Identity _ -> "the same " + noun + of;
      case KeyMapping.All _ -> "every published " + noun + of;
      case KeyMapping.Last _ -> "the last " + noun + of;
      case KeyMapping.Overlap window ->
          "each "
              + noun
              + of
              + " in the time from "
              + moved(window.start(), "the start")
              + " to "
              + moved(window.end(), "the end")
              + " of its own";
      case KeyMapping.Fixed fixed -> "the " + noun + of + " by name (" + pairs(fixed) + ")";
      case KeyMapping.Dimensions dimensions ->
          dimensions.mappings().entrySet().stream()
              .map(each -> which(each.getValue(), each.getKey(), ""))
              .collect(Collectors.joining(" and ", "", of + ", other dimensions in full"));
    };
  }

  private static String moved(int windows, String end) {
    int count = Math.abs(windows);
    String many = count + (count == 1 ? " window " : " windows ");
    return windows == 0 ? end : many + (windows < 0 ? "before " : "after ") + end;
  }

  private static String pairs(KeyMapping.Fixed fixed) {
    return fixed.downstreamOfUpstream().entrySet().stream()
        .map(pair -> pair.getKey() + " for " + pair.getValue())
        .collect(Collectors.joining(", "));
  }
}
