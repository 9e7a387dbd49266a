package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.PartitionSetSpec.StaticSpec;
import java.util.SortedMap;
import java.util.TreeMap;

/** A static partition set has each value once. */
final class StaticValuesAreUnique implements Rule {

  private static final Code CODE = new Code("RG-RULE-034");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    graph
        .product()
        .partitions()
        .forEach(
            (name, set) ->
                set.fixed()
                    .ifPresent(
                        fixed -> {
                          SpecPath at = SpecPath.of("partitions").entry(name).field("static");
                          judge(graph, name, fixed, at.field("values"), out);
                        }));
  }

  private static void judge(
      SpecGraph graph, String name, StaticSpec fixed, SpecPath at, Diagnostics out) {
    SortedMap<String, SpecPath> taken = new TreeMap<>();
    for (int i = 0; i < fixed.values().size(); i++) {
      String value = fixed.values().get(i);
      SpecPath other = taken.putIfAbsent(value, at.at(i));
      if (other != null) {
        out.add(
            Diagnostic.error(
                    CODE, "partition set '" + name + "' has the value '" + value + "' twice")
                .at(at.at(i), graph.locator())
                .label("here again")
                .related(graph.locator().valueAt(other), "here already")
                .help("remove one of them"));
      }
    }
  }
}
