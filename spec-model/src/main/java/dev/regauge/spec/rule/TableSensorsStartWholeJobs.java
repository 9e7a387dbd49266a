package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.PlacedTrigger;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.SensorSpec;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A hit of a table sensor is a snapshot or a number of rows, and so no partition of a job. */
final class TableSensorsStartWholeJobs implements Rule {

  private static final Code CODE = new Code("RG-RULE-323");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<SensorSpec> sensors = graph.product().sensors();
    SortedSet<String> ofTables = new TreeSet<>();
    for (SensorSpec sensor : sensors) {
      if (sensor.source() instanceof SensorSpec.Table) {
        ofTables.add(sensor.name());
      }
    }
    for (JobNode job : graph.jobs()) {
      if (job.partitionSets().isEmpty()) {
        continue;
      }
      for (PlacedTrigger trigger : PlacedTrigger.of(job)) {
        trigger
            .spec()
            .sensor()
            .filter(ofTables::contains)
            .ifPresent(name -> out.add(wrong(graph, job, name, trigger.path())));
      }
    }
  }

  private static Diagnostic wrong(SpecGraph graph, JobNode job, String sensor, SpecPath trigger) {
    return Diagnostic.error(
            CODE, "sensor '" + sensor + "' does not say which partition of '" + job.name() + "'")
        .at(trigger.field("sensor"), graph.locator())
        .label("tells of new rows of a table, and no partition")
        .help("write a python sensor whose hits are partition keys, or an upstream trigger");
  }
}
