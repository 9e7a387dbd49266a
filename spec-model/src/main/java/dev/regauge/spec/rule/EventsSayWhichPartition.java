package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.PlacedTrigger;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ExternalSpec;
import dev.regauge.spec.model.TriggerSpec;
import java.util.List;
import java.util.Optional;

/**
 * What starts a job with partitions says for which one: an event by a target of the same set, an
 * {@code all} by one of its members.
 */
final class EventsSayWhichPartition implements Rule {

  private static final Code CODE = new Code("RG-RULE-374");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      if (job.partitionSets().size() != 1) {
        continue;
      }
      String set = job.partitionSets().first();
      for (PlacedTrigger trigger : PlacedTrigger.of(job)) {
        TriggerSpec spec = trigger.spec();
        boolean isJudged = spec.event().isPresent() || spec.all().isPresent();
        if (isJudged && !trigger.isInside() && !says(graph, spec, set)) {
          String field = spec.event().isPresent() ? "target" : "all";
          out.add(
              Diagnostic.error(
                      CODE,
                      "nothing says for which partition of '"
                          + set
                          + "' job '"
                          + job.name()
                          + "' starts")
                  .at(trigger.path().field(field), graph.locator())
                  .label("has no partitions of '" + set + "'")
                  .help(
                      "write a target with the partitions of '"
                          + set
                          + "', or an upstream trigger"));
        }
      }
    }
  }

  private static boolean says(SpecGraph graph, TriggerSpec spec, String set) {
    if (spec.event().isPresent()) {
      return partitions(graph, spec.event().get(), spec.target().orElse("")).contains(set);
    }
    if (spec.all().isPresent()) {
      return spec.all().get().stream().anyMatch(one -> says(graph, one, set));
    }
    if (spec.any().isPresent()) {
      return spec.any().get().stream().allMatch(one -> says(graph, one, set));
    }
    return spec.upstream().isPresent() || spec.sensor().isPresent();
  }

  private static List<String> partitions(SpecGraph graph, String event, String target) {
    if (TriggerSpec.isOfAJob(event)) {
      return graph.jobs().stream()
          .filter(job -> job.name().equals(target))
          .flatMap(job -> job.partitionSets().stream())
          .toList();
    }
    return graph
        .asset(target)
        .map(asset -> asset.spec().partitions())
        .orElseGet(
            () ->
                Optional.ofNullable(graph.product().external().get(target))
                    .flatMap(ExternalSpec::partitions))
        .stream()
        .toList();
  }
}
