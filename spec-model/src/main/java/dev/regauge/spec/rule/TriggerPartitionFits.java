package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TriggerSpec;
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
        if (triggers.get(i).cron().isEmpty()) {
          continue;
        }
        SpecPath at = job.path().field("triggers").at(i);
        boolean selectsNone = triggers.get(i).partition().filter("none"::equals).isPresent();
        if (selectsNone && !job.partitionSets().isEmpty()) {
          out.add(selectsNone(graph, job, at.field("partition")));
        }
        if (!selectsNone && job.partitionSets().isEmpty() && isWritten(graph, at, "partition")) {
          out.add(hasNone(graph, job, at.field("partition")));
        }
      }
    }
  }

  /** Whether the file has the field; a default stands where its trigger does. */
  private static boolean isWritten(SpecGraph graph, SpecPath at, String field) {
    return !graph.locator().valueAt(at.field(field)).equals(graph.locator().valueAt(at));
  }

  private static Diagnostic selectsNone(SpecGraph graph, JobNode job, SpecPath at) {
    return Diagnostic.error(
            CODE,
            "job '"
                + job.name()
                + "' has partitions ("
                + job.partitionSets().first()
                + "), but this trigger selects none")
        .at(at, graph.locator())
        .label("which partition is to be run?")
        .help("write 'partition: last', or leave it out");
  }

  private static Diagnostic hasNone(SpecGraph graph, JobNode job, SpecPath at) {
    return Diagnostic.warning(
            CODE, "job '" + job.name() + "' has no partitions that a trigger could select")
        .at(at, graph.locator())
        .label("there is no last one")
        .help("leave it out, or give the assets partitions");
  }
}
