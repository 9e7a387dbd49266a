package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.FittingMapping;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.MappingSpec;
import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.PartitionSetSpec.StaticSpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
      if (!graph.asset(edge.upstream()).map(MappingsFitPartitions::isKnown).orElse(true)) {
        continue;
      }
      // Identity and all are the linker's: they follow from the sets.
      if (edge.mapping().rule().filter(rule -> !rule.equals("last")).isEmpty()) {
        Optional<String> theirs = graph.asset(edge.upstream()).flatMap(AssetNode::partitionSet);
        problem(graph, edge.mapping(), asset.partitionSet(), theirs)
            .ifPresent(
                misfit ->
                    out.add(
                        Diagnostic.error(
                                CODE,
                                "the mapping of '"
                                    + asset.key()
                                    + "' to '"
                                    + edge.upstream()
                                    + "' cannot be: "
                                    + misfit.why())
                            .at(
                                mappingAt(edge.path()),
                                graph.locator().keyAt(mappingAt(edge.path())))
                            .label("mapped by '" + edge.mapping().kind() + "'")
                            .help(
                                misfit
                                    .help()
                                    .orElseGet(
                                        () -> fitting(graph, asset.partitionSet(), theirs)))));
      }
    }
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
   */
  private record Misfit(String why, Optional<String> help) {
    static Optional<Misfit> when(boolean isWrong, String why) {
      return isWrong ? Optional.of(new Misfit(why, Optional.empty())) : Optional.empty();
    }

    static Optional<Misfit> notAmong(String value, Collection<String> known) {
      String list = String.join(", ", known);
      return Optional.of(
          new Misfit(
              "'" + value + "' is none of " + list,
              NearestName.question(value, known).or(() -> Optional.of("write one of " + list))));
    }
  }

  private static boolean isKnown(AssetNode asset) {
    return asset.partitionSet().equals(asset.spec().partitions());
  }

  private static Optional<Misfit> problem(
      SpecGraph graph, MappingSpec mapping, Optional<String> mine, Optional<String> theirs) {
    Optional<PartitionSetSpec> ours = mine.map(graph.product().partitions()::get);
    Optional<PartitionSetSpec> upstream = theirs.map(graph.product().partitions()::get);
    return switch (mapping.kind()) {
      case "all" -> Optional.empty();
      case "identity" ->
          Misfit.when(!mine.equals(theirs), "identity needs the same partitions on both sides");
      case "last" -> Misfit.when(theirs.isEmpty(), "what has no partitions has no last one");
      case "window" ->
          Misfit.when(
              ours.flatMap(PartitionSetSpec::windows).isEmpty()
                  || upstream.flatMap(PartitionSetSpec::windows).isEmpty(),
              "a window needs windows of time on both sides");
      case "static" -> fixed(mapping, ours, upstream);
      default -> dimensions(graph, mapping, mine, theirs);
    };
  }

  private static Optional<Misfit> fixed(
      MappingSpec mapping, Optional<PartitionSetSpec> ours, Optional<PartitionSetSpec> theirs) {
    List<String> downstream = values(ours);
    List<String> upstream = values(theirs);
    if (downstream.isEmpty() || upstream.isEmpty()) {
      return Misfit.when(true, "static needs sets of values on both sides");
    }
    for (Map.Entry<String, String> pair : mapping.fixed().orElseThrow().entrySet()) {
      if (!upstream.contains(pair.getKey())) {
        return Misfit.notAmong(pair.getKey(), upstream);
      }
      if (!downstream.contains(pair.getValue())) {
        return Misfit.notAmong(pair.getValue(), downstream);
      }
    }
    return Optional.empty();
  }

  private static List<String> values(Optional<PartitionSetSpec> set) {
    return set.flatMap(PartitionSetSpec::fixed).map(StaticSpec::values).orElse(List.of());
  }

  private static Optional<Misfit> dimensions(
      SpecGraph graph, MappingSpec mapping, Optional<String> mine, Optional<String> theirs) {
    boolean isMulti = isMulti(graph, mine) || isMulti(graph, theirs);
    if (!isMulti) {
      return Misfit.when(true, "neither side has dimensions");
    }
    for (Map.Entry<String, MappingSpec> each : mapping.dims().orElseThrow().entrySet()) {
      Optional<String> ours = dimension(graph, mine, each.getKey());
      Optional<String> upstream = dimension(graph, theirs, each.getKey());
      if (ours.isEmpty() || upstream.isEmpty()) {
        return Misfit.when(true, "no dimension is called '" + each.getKey() + "' on both sides");
      }
      Optional<Misfit> inside = problem(graph, each.getValue(), ours, upstream);
      if (inside.isPresent()) {
        return inside.map(it -> new Misfit("in '" + each.getKey() + "', " + it.why(), it.help()));
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
