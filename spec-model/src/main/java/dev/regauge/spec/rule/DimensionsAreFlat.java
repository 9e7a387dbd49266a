package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.PartitionSetSpec;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A set of several dimensions has at least two, none of them of several itself, and each with its
 * own column.
 */
final class DimensionsAreFlat implements Rule {

  private static final Code CODE = new Code("RG-RULE-102");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    graph
        .product()
        .partitions()
        .forEach((name, set) -> set.multi().ifPresent(dims -> judge(graph, name, dims, out)));
  }

  private static void judge(
      SpecGraph graph, String name, SortedMap<String, String> dimensions, Diagnostics out) {
    SpecPath at = SpecPath.of("partitions").entry(name).field("multi");
    if (dimensions.size() < 2) {
      out.add(
          Diagnostic.error(CODE, "partition set '" + name + "' has fewer than two dimensions")
              .at(at, graph.locator())
              .label("no grid")
              .help("write two dimensions, or give the assets the one set itself"));
    }
    SortedMap<String, String> taken = new TreeMap<>();
    dimensions.forEach(
        (dimension, wanted) -> {
          PartitionSetSpec set = graph.product().partitions().get(wanted);
          if (set == null) {
            return; // the linker says so
          }
          if (set.multi().isPresent()) {
            out.add(
                Diagnostic.error(
                        CODE, "'" + dimension + "' of '" + name + "' has several dimensions itself")
                    .at(at.entry(dimension), graph.locator())
                    .label("a grid in a grid")
                    .help("name the dimensions of '" + wanted + "' here, one by one"));
          }
          String other = set.column().map(column -> taken.put(column, dimension)).orElse(null);
          if (other != null) {
            out.add(
                Diagnostic.error(
                        CODE,
                        "two dimensions of '"
                            + name
                            + "' are told by the column '"
                            + set.column().orElse("")
                            + "'")
                    .at(at.entry(dimension), graph.locator())
                    .label("the same column")
                    .related(graph.locator().valueAt(at.entry(other)), "as this one")
                    .help("give one of the sets another 'column'"));
          }
        });
  }
}
