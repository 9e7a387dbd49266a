package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.FittingMapping;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ExternalSpec;
import dev.regauge.spec.model.MappingSpec;
import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.PartitionSetSpec.StaticSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** A mapping fits the partition sets of both sides (semantics 10). */
final class MappingsFitPartitions implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-061");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (!isKnown(asset)) {
      return; // of a set whose name is wrong nothing follows, and that is reported already
    }
    for (AssetNode.Edge edge : asset.upstream()) {
      if (graph.asset(edge.upstream()).map(MappingsFitPartitions::isKnown).orElse(true)) {
        Optional<String> theirs = graph.asset(edge.upstream()).flatMap(AssetNode::partitionSet);
        judge(asset, edge, theirs, graph, out);
      }
    }
    for (AssetNode.Outside wait : asset.outside()) {
      Optional<String> theirs =
          Optional.ofNullable(graph.product().external().get(wait.external()))
              .flatMap(ExternalSpec::partitions);
      if (theirs.map(graph.product().partitions()::containsKey).orElse(true)) {
        AssetNode.Edge edge =
            new AssetNode.Edge(wait.external(), wait.mapping(), wait.isRead(), wait.path());
        judge(asset, edge, theirs, graph, out);
      }
    }
  }

  private static void judge(
      AssetNode asset,
      AssetNode.Edge edge,
      Optional<String> theirs,
      SpecGraph graph,
      Diagnostics out) {
    // Identity and all are the linker's: they follow from the sets.
    if (edge.mapping().rule().filter(rule -> !rule.equals("last")).isPresent()) {
      return;
    }
    problem(graph, edge.mapping(), mappingAt(edge.path()), asset.partitionSet(), theirs)
        .ifPresent(
            misfit -> {
              Diagnostic finding =
                  Diagnostic.error(
                          CODE,
                          "the mapping of '"
                              + asset.key()
                              + "' to '"
                              + edge.upstream()
                              + "' cannot be: "
                              + misfit.why())
                      .help(
                          misfit
                              .help()
                              .orElseGet(() -> fitting(graph, asset.partitionSet(), theirs)));
              out.add(placed(finding, misfit, edge, graph.locator()));
            });
  }

  /** At the one name that is wrong, else at the mapping as a whole. */
  private static Diagnostic placed(
      Diagnostic finding, Misfit misfit, AssetNode.Edge edge, Locator locator) {
    SpecPath mapping = mappingAt(edge.path());
    return switch (misfit.side()) {
      case NEITHER ->
          finding
              .at(mapping, locator.keyAt(mapping))
              .label("mapped by '" + edge.mapping().kind() + "'");
      case THEIRS -> finding.atKey(misfit.at(), locator).label("no partition of what is upstream");
      case OURS -> finding.at(misfit.at(), locator).label("no partition of this asset");
    };
  }

  private static String fitting(SpecGraph graph, Optional<String> mine, Optional<String> theirs) {
    FittingMapping mappings = new FittingMapping(graph.product().partitions());
    return "write 'mapping: " + mappings.between(mine, theirs) + "'";
  }

  /** Beside the name of what is read or comes first. */
  private static SpecPath mappingAt(SpecPath edge) {
    return new SpecPath(edge.text().substring(0, edge.text().lastIndexOf('.'))).field("mapping");
  }

  /**
   * Why a mapping cannot be.
   *
   * @param help when another mapping is not what helps
   * @param at the part of the mapping that is wrong
   * @param side whose partition is named there, when it is a name that is wrong
   */
  private record Misfit(String why, Optional<String> help, SpecPath at, Side side) {
    static Optional<Misfit> when(boolean isWrong, SpecPath at, String why) {
      return isWrong
          ? Optional.of(new Misfit(why, Optional.empty(), at, Side.NEITHER))
          : Optional.empty();
    }

    static Optional<Misfit> notAmong(
        String value, List<String> known, List<String> free, SpecPath at, Side side) {
      String help =
          free.isEmpty()
              ? "remove '" + value + "'; each of them is mapped already"
              : NearestName.question(value, free)
                  .orElseGet(() -> "write one of " + String.join(", ", free));
      return Optional.of(
          new Misfit(
              "'" + value + "' is none of " + String.join(", ", known),
              Optional.of(help),
              at,
              side));
    }
  }

  /** Whose partition a name in a mapping is. */
  private enum Side {
    NEITHER,
    THEIRS,
    OURS
  }

  private static boolean isKnown(AssetNode asset) {
    return asset.partitionSet().equals(asset.spec().partitions());
  }

  private static Optional<Misfit> problem(
      SpecGraph graph,
      MappingSpec mapping,
      SpecPath at,
      Optional<String> mine,
      Optional<String> theirs) {
    Optional<PartitionSetSpec> ours = mine.map(graph.product().partitions()::get);
    Optional<PartitionSetSpec> upstream = theirs.map(graph.product().partitions()::get);
    return switch (mapping.kind()) {
      case "all" -> Optional.empty();
      case "identity" ->
          Misfit.when(!mine.equals(theirs), at, "identity needs the same partitions on both sides");
      case "last" -> Misfit.when(theirs.isEmpty(), at, "what has no partitions has no last one");
      case "window" ->
          Misfit.when(
                  ours.flatMap(PartitionSetSpec::windows).isEmpty()
                      || upstream.flatMap(PartitionSetSpec::windows).isEmpty(),
                  at,
                  "a window needs windows of time on both sides")
              .or(() -> reversed(mapping.window().orElseThrow(), at));
      case "static" -> fixed(mapping, at, ours, upstream);
      default -> dimensions(graph, mapping, at, mine, theirs);
    };
  }

  /** It would hold no partition at all. */
  private static Optional<Misfit> reversed(MappingSpec.WindowSpec window, SpecPath at) {
    int start = window.start().orElse(0);
    int end = window.end().orElse(0);
    String turned = "write 'mapping: {window: {start: " + end + ", end: " + start + "}}'";
    return start > end
        ? Optional.of(
            new Misfit("the window ends before it begins", Optional.of(turned), at, Side.NEITHER))
        : Optional.empty();
  }

  private static Optional<Misfit> fixed(
      MappingSpec mapping,
      SpecPath at,
      Optional<PartitionSetSpec> ours,
      Optional<PartitionSetSpec> theirs) {
    List<String> downstream = values(ours);
    List<String> upstream = values(theirs);
    if (downstream.isEmpty() || upstream.isEmpty()) {
      return Misfit.when(true, at, "static needs sets of values on both sides");
    }
    SortedMap<String, String> pairs = mapping.fixed().orElseThrow();
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      SpecPath place = at.field("static").entry(pair.getKey());
      if (!upstream.contains(pair.getKey())) {
        List<String> free = upstream.stream().filter(key -> !pairs.containsKey(key)).toList();
        return Misfit.notAmong(pair.getKey(), upstream, free, place, Side.THEIRS);
      }
      if (!downstream.contains(pair.getValue())) {
        return Misfit.notAmong(pair.getValue(), downstream, downstream, place, Side.OURS);
      }
    }
    return Optional.empty();
  }

  private static List<String> values(Optional<PartitionSetSpec> set) {
    return set.flatMap(PartitionSetSpec::fixed).map(StaticSpec::values).orElse(List.of());
  }

  private static Optional<Misfit> dimensions(
      SpecGraph graph,
      MappingSpec mapping,
      SpecPath at,
      Optional<String> mine,
      Optional<String> theirs) {
    boolean isMulti = isMulti(graph, mine) || isMulti(graph, theirs);
    if (!isMulti) {
      return Misfit.when(true, at, "neither side has dimensions");
    }
    for (Map.Entry<String, MappingSpec> each : mapping.dims().orElseThrow().entrySet()) {
      Optional<String> ours = dimension(graph, mine, each.getKey());
      Optional<String> upstream = dimension(graph, theirs, each.getKey());
      if (ours.isEmpty() || upstream.isEmpty()) {
        return Misfit.when(
            true, at, "no dimension is called '" + each.getKey() + "' on both sides");
      }
      SpecPath place = at.field("dims").entry(each.getKey());
      Optional<Misfit> inside = problem(graph, each.getValue(), place, ours, upstream);
      if (inside.isPresent()) {
        return inside.map(
            it ->
                new Misfit(
                    "in '" + each.getKey() + "', " + it.why(), it.help(), it.at(), it.side()));
      }
    }
    return Optional.empty();
  }

  private static boolean isMulti(SpecGraph graph, Optional<String> set) {
    return set.map(graph.product().partitions()::get).flatMap(PartitionSetSpec::multi).isPresent();
  }

  /** Returns the set of a dimension; a set without dimensions is its own. */
  private static Optional<String> dimension(SpecGraph graph, Optional<String> set, String name) {
    return isMulti(graph, set)
        ? set.map(graph.product().partitions()::get)
            .flatMap(PartitionSetSpec::multi)
            .map(all -> all.get(name))
        : set;
  }
}
