package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.SensorSpec;
import java.util.List;

/** A sensor adds keys to a dynamic partition set, the only kind that grows. */
final class SensorsAddToDynamicSets implements Rule {

  private static final Code CODE = new Code("RG-RULE-104");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<SensorSpec> sensors = graph.product().sensors();
    for (int i = 0; i < sensors.size(); i++) {
      SensorSpec sensor = sensors.get(i);
      SpecPath at = SpecPath.of("sensors").at(i).field("adds");
      PartitionSetSpec set = sensor.adds().map(graph.product().partitions()::get).orElse(null);
      if (set != null && set.dynamic().isEmpty()) {
        out.add(
            Diagnostic.error(
                    CODE,
                    "sensor '"
                        + sensor.name()
                        + "' adds to '"
                        + sensor.adds().orElse("")
                        + "', which is "
                        + set.kind())
                .at(at, graph.locator())
                .label("gets no keys while the product runs")
                .related(
                    graph
                        .locator()
                        .keyAt(SpecPath.of("partitions").entry(sensor.adds().orElse(""))),
                    "the set")
                .help("make it a dynamic set, or leave 'adds' out"));
      }
    }
  }
}
