package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.PlacedTrigger;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TriggerSpec;
import java.util.Optional;

/**
 * A tick inside an {@code all} is one of the things that have to happen before a run; by itself it
 * starts none, so nothing that a tick's run could have is said of it.
 */
final class TicksOfAnAllArePlain implements Rule {

  private static final Code CODE = new Code("RG-RULE-375");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      for (PlacedTrigger trigger : PlacedTrigger.of(job)) {
        if (trigger.isInAll()) {
          ofARun(trigger.spec())
              .ifPresent(
                  field ->
                      out.add(
                          Diagnostic.error(
                                  CODE, "a tick inside an 'all' has no '" + field + "' of its own")
                              .at(trigger.path().field(field), graph.locator())
                              .label("the tick starts no run by itself")
                              .help(
                                  "leave it out, or give the job a trigger of its own with this"
                                      + " cron")));
        }
      }
    }
  }

  private static Optional<String> ofARun(TriggerSpec trigger) {
    if (trigger.startDeadline().isPresent()) {
      return Optional.of("startDeadline");
    }
    return trigger.partition().filter("all-missing"::equals).map(_ -> "partition");
  }
}
