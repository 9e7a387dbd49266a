package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.PlacedTrigger;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ProductSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * Every time of jobs, triggers, sensors, hooks, ports and topics is more than nothing and at most
 * ten years.
 */
final class LimitsLeaveTime implements Rule {

  private static final Code CODE = new Code("RG-RULE-110");

  @Override
  public Code code() {
    return CODE;
  }

  private static final Duration LONGEST = Duration.ofDays(3660);

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    ProductSpec product = graph.product();
    for (JobNode job : graph.jobs()) {
      job.spec()
          .ifPresent(
              spec -> {
                judge(graph, spec.maxRuntime(), job.path().field("maxRuntime"), out);
                judge(
                    graph,
                    spec.history().flatMap(history -> history.keep()),
                    job.path().field("history").field("keep"),
                    out);
              });
      for (PlacedTrigger trigger : PlacedTrigger.of(job)) {
        judge(graph, trigger.spec().startDeadline(), trigger.path().field("startDeadline"), out);
      }
    }
    for (int i = 0; i < product.sensors().size(); i++) {
      SpecPath at = SpecPath.of("sensors").at(i).field("every");
      judge(graph, product.sensors().get(i).every(), at, out);
    }
    for (int i = 0; i < product.hooks().size(); i++) {
      SpecPath at = SpecPath.of("hooks").at(i).field("timeout");
      judge(graph, product.hooks().get(i).timeout(), at, out);
    }
    for (int i = 0; i < product.ports().size(); i++) {
      SpecPath at = SpecPath.of("ports").at(i).field("contract").field("sla").field("freshness");
      judge(
          graph,
          product
              .ports()
              .get(i)
              .contract()
              .flatMap(contract -> contract.sla())
              .flatMap(sla -> sla.freshness()),
          at,
          out);
    }
    for (int i = 0; i < product.topics().size(); i++) {
      SpecPath at = SpecPath.of("topics").at(i);
      judge(graph, product.topics().get(i).retention(), at.field("retention"), out);
      judge(graph, product.topics().get(i).maxAge(), at.field("maxAge"), out);
    }
  }

  private static void judge(
      SpecGraph graph, Optional<String> written, SpecPath at, Diagnostics out) {
    if (written.isEmpty()) {
      return;
    }
    Duration duration = Duration.parse(written.get());
    if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
      String field = at.text().substring(at.text().lastIndexOf('.') + 1);
      out.add(
          Diagnostic.error(
                  CODE,
                  "'"
                      + field
                      + "' is "
                      + (duration.isZero() ? "no time at all" : "more than ten years"))
              .at(at, graph.locator())
              .label(duration.isZero() ? "no time" : "too long")
              .help("write a duration such as PT30M, or leave it out"));
    }
  }
}
