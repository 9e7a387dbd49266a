package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.JobSpec.TriggerSpec;
import java.util.List;

/** A tick of a job with partitions selects one. */
final class TriggerPartitionFits implements Rule {

  private static final Code CODE = new Code("RG-RULE-015");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      List<TriggerSpec> triggers = job.spec().map(spec -> spec.triggers()).orElse(List.of());
      for (int i = 0; i < triggers.size(); i++) {
        boolean selectsNone = triggers.get(i).partition().filter("none"::equals).isPresent();
        if (selectsNone && !job.partitionSets().isEmpty()) {
          out.add(
              Diagnostic.error(
                      CODE,
                      "job '"
                          + job.name()
                          + "' has partitions ("
                          + job.partitionSets().first()
                          + "), but this trigger selects none")
                  .at(job.path().field("triggers").at(i).field("partition"), graph.locator())
                  .label("which partition is to be run?")
                  .help("write 'partition: last', or leave it out"));
        }
      }
    }
  }
}
