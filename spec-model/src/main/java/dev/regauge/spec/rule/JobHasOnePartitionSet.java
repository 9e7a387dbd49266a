package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import java.util.ArrayList;
import java.util.List;

/** The partitioned assets of a job have one partition set; others are any job's. */
final class JobHasOnePartitionSet implements Rule {

  private static final Code CODE = new Code("RG-RULE-014");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      if (job.partitionSets().size() > 1) {
        Diagnostic finding =
            Diagnostic.error(
                    CODE,
                    "job '"
                        + job.name()
                        + "' selects assets of the partition sets "
                        + String.join(" and ", job.partitionSets())
                        + ", but a run has one partition")
                .at(job.path().field("select"), graph.locator())
                .label("selects assets of several partition sets")
                .help(split(graph, job));
        for (String set : job.partitionSets()) {
          AssetNode first = graph.asset(of(graph, job, set).getFirst()).orElseThrow();
          finding =
              finding.related(
                  graph.locator().valueAt(first.path().field("partitions")),
                  "'" + first.key() + "' has the set '" + set + "'");
        }
        out.add(finding);
      }
    }
  }

  /** The same assets as one job for each set; unpartitioned ones go along with the first. */
  private static String split(SpecGraph graph, JobNode job) {
    List<String> jobs = new ArrayList<>();
    for (String set : job.partitionSets()) {
      jobs.add(
          "{name: "
              + job.name()
              + "_"
              + set
              + ", select: ["
              + String.join(", ", of(graph, job, set))
              + "]}");
    }
    return "make it " + jobs.size() + " jobs: " + String.join(", ", jobs);
  }

  private static List<String> of(SpecGraph graph, JobNode job, String set) {
    return job.assets().stream()
        .filter(
            key ->
                graph.asset(key).flatMap(AssetNode::partitionSet).filter(set::equals).isPresent())
        .toList();
  }
}
