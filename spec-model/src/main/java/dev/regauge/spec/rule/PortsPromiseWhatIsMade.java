package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.PortSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A port is a table that this product makes, and each table is one port. */
final class PortsPromiseWhatIsMade implements Rule {

  private static final Code CODE = new Code("RG-RULE-111");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    if (graph.product().ports().isEmpty()) {
      return;
    }
    SortedSet<String> made = new TreeSet<>();
    for (AssetNode asset : graph.writtenAssets()) {
      asset.outputs().forEach(output -> made.add(output.table()));
    }
    graph.product().tables().forEach(table -> made.add(table.name()));
    SortedMap<String, SpecPath> taken = new TreeMap<>();
    List<PortSpec> ports = graph.product().ports();
    for (int i = 0; i < ports.size(); i++) {
      PortSpec port = ports.get(i);
      SpecPath at = SpecPath.of("ports").at(i).field("table");
      SpecPath other = taken.putIfAbsent(port.table(), at);
      if (other != null) {
        out.add(
            Diagnostic.error(CODE, "two ports give the table '" + port.table() + "'")
                .at(at, graph.locator())
                .label("again")
                .related(graph.locator().valueAt(other), "here already")
                .help("keep one of them"));
      }
      boolean isOutside =
          graph.product().external().values().stream()
              .anyMatch(external -> external.table().equals(Optional.of(port.table())));
      if (isOutside && !made.contains(port.table())) {
        out.add(
            Diagnostic.error(
                    CODE,
                    "port '"
                        + port.name()
                        + "' gives the table '"
                        + port.table()
                        + "', which is made elsewhere")
                .at(at, graph.locator())
                .label("not this product's")
                .help("let the product that makes it have the port"));
      }
    }
  }
}
