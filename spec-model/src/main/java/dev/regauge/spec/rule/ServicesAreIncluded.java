package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A service that a value names is one of those that the product includes, as soon as it includes
 * any: without one, services are the platform's, which this file does not know.
 */
final class ServicesAreIncluded implements Rule {

  private static final Code CODE = new Code("RG-RULE-150");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SortedSet<String> services = new TreeSet<>();
    graph.product().services().forEach(service -> services.add(service.metadata().name()));
    if (services.isEmpty()) {
      return;
    }
    graph
        .locator()
        .texts(
            new Locator.TextVisitor() {
              @Override
              public void service(String name, Supplier<SpecPath> place) {
                judge(graph, name, place.get(), services, out);
              }
            });
  }

  private static void judge(
      SpecGraph graph, String name, SpecPath at, SortedSet<String> services, Diagnostics out) {
    if (!services.contains(name)) {
      out.add(
          Diagnostic.error(CODE, "no service '" + name + "' is included")
              .at(at, graph.locator())
              .label("no 'kind: Service' has this name")
              .help(
                  NearestName.to(name, services)
                      .map(near -> "write '" + near + "'")
                      .orElse("include its file; included are " + String.join(", ", services))));
    }
  }
}
