package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.JobSpec;

/** No due partition is lost: skipping needs catch-up, and catch-up needs partitions. */
final class OverlapFitsPartitions implements Rule {

  private static final Code CODE = new Code("RG-RULE-017");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      job.spec().ifPresent(spec -> judge(graph, job, spec, out));
    }
  }

  private static void judge(SpecGraph graph, JobNode job, JobSpec spec, Diagnostics out) {
    boolean hasPartitions = !job.partitionSets().isEmpty();
    boolean catchesUp = spec.catchup().orElse(false);
    if (hasPartitions && !catchesUp && spec.overlap().filter("skip"::equals).isPresent()) {
      out.add(
          Diagnostic.error(
                  CODE,
                  "job '" + job.name() + "' would lose the partition of each tick that it skips")
              .at(job.path().field("overlap"), graph.locator())
              .label("the skipped partition is never made")
              .help("write 'catchup: true' too, or 'overlap: queue'"));
    }
    if (!hasPartitions && catchesUp && !job.assets().isEmpty()) {
      out.add(
          Diagnostic.error(
                  CODE, "job '" + job.name() + "' has no partitions that it could catch up on")
              .at(job.path().field("catchup"), graph.locator())
              .label("nothing to catch up on")
              .help("remove 'catchup', or give the assets partitions"));
    }
  }
}
