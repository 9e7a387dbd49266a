package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.HookSpec;
import dev.regauge.spec.model.PortSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.SensorSpec;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Sensors, hooks and ports have each name once, and so do services and topics over all files. */
final class ListedNamesAreUnique implements Rule {

  private static final Code CODE = new Code("RG-RULE-103");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    ProductSpec product = graph.product();
    judge(graph, "sensor", "sensors", "name", product.sensors(), SensorSpec::name, out);
    judge(graph, "hook", "hooks", "name", product.hooks(), HookSpec::name, out);
    judge(graph, "port", "ports", "name", product.ports(), PortSpec::name, out);
    judge(
        graph,
        "service",
        "services",
        "metadata.name",
        product.services(),
        service -> service.metadata().name(),
        out);
    judge(
        graph,
        "topic",
        "topics",
        "metadata.name",
        product.topics(),
        topic -> topic.metadata().name(),
        out);
  }

  private static <T> void judge(
      SpecGraph graph,
      String noun,
      String list,
      String field,
      List<T> items,
      Function<T, String> nameOf,
      Diagnostics out) {
    SortedMap<String, SpecPath> taken = new TreeMap<>();
    for (int i = 0; i < items.size(); i++) {
      String name = nameOf.apply(items.get(i));
      SpecPath at = SpecPath.of(list).at(i).field(field);
      SpecPath other = taken.putIfAbsent(name, at);
      if (other != null) {
        out.add(
            Diagnostic.error(CODE, "two " + noun + "s have the name '" + name + "'")
                .at(at, graph.locator())
                .label("the second one")
                .related(graph.locator().valueAt(other), "the first one")
                .help("give one of them another name, or remove it"));
      }
    }
  }
}
