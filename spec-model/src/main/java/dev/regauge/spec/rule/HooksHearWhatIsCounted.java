package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.HookSpec;
import java.util.List;

/** A hook that asks for what steps count belongs to a product whose steps count. */
final class HooksHearWhatIsCounted implements Rule {

  private static final Code CODE = new Code("RG-RULE-484");

  private static final String EVENT = "telemetry.metric";

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    if (graph.product().observability().telemetry().isPresent()) {
      return;
    }
    List<HookSpec> hooks = graph.product().hooks();
    for (int i = 0; i < hooks.size(); i++) {
      int at = hooks.get(i).events().indexOf(EVENT);
      if (at >= 0) {
        out.add(
            Diagnostic.error(
                    CODE, "hook '" + hooks.get(i).name() + "' would never hear of " + EVENT)
                .at(SpecPath.of("hooks").at(i).field("events").at(at), graph.locator())
                .label("the product's steps count nothing")
                .help(
                    "add observability: {telemetry: {otlpEndpoint: {env:"
                        + " OTEL_EXPORTER_OTLP_ENDPOINT}}}, or leave the event out")
                .missing(Diagnostic.Absence.from("observability.telemetry")));
      }
    }
  }
}
