package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetEdges;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ServiceSpec;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Services do not wait for each other in a ring. */
final class ServicesStartInAnOrder implements Rule {

  private static final Code CODE = new Code("RG-RULE-108");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<ServiceSpec> services = graph.product().services();
    SortedMap<String, List<String>> needs = new TreeMap<>();
    SortedMap<String, SpecPath> places = new TreeMap<>();
    for (int i = 0; i < services.size(); i++) {
      String name = services.get(i).metadata().name();
      needs.putIfAbsent(name, services.get(i).dependsOn());
      places.putIfAbsent(name, SpecPath.of("services").at(i).field("dependsOn"));
    }
    for (List<String> ring : AssetEdges.of(needs).cycles()) {
      Diagnostic finding =
          Diagnostic.error(
                  CODE,
                  "services wait for each other: "
                      + String.join(" → ", ring)
                      + " → "
                      + ring.getFirst())
              .at(places.getOrDefault(ring.getFirst(), SpecPath.of("services")), graph.locator())
              .label("waits for '" + ring.get(1 % ring.size()) + "'")
              .help("remove one of these dependencies");
      for (int i = 1; i < ring.size(); i++) {
        SpecPath place = places.getOrDefault(ring.get(i), SpecPath.of("services"));
        String next = ring.get((i + 1) % ring.size());
        finding = finding.related(graph.locator().valueAt(place), "waits for '" + next + "'");
      }
      out.add(finding);
    }
  }
}
