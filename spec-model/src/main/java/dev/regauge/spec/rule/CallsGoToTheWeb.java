package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.PlacedAction;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ActionSpec;
import dev.regauge.spec.model.Value;
import java.util.regex.Pattern;

/** The address of a webhook or Slack channel, where it is written, is one of the web. */
final class CallsGoToTheWeb implements Rule {

  private static final Code CODE = new Code("RG-RULE-162");
  private static final Pattern WEB = Pattern.compile("(?i)https?://[^/?#\\s]+\\S*");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (PlacedAction one : PlacedAction.of(graph.product())) {
      judge(graph, one, out);
    }
  }

  private static void judge(SpecGraph graph, PlacedAction one, Diagnostics out) {
    String what = one.owner();
    SpecPath at = one.path();
    switch (one.action()) {
      case ActionSpec.Webhook webhook ->
          judge(graph, what, webhook.url(), at.field("webhook").field("url"), out);
      case ActionSpec.Slack slack ->
          judge(graph, what, slack.url(), at.field("slack").field("url"), out);
      case ActionSpec.Kafka _,
          ActionSpec.Nats _,
          ActionSpec.Command _,
          ActionSpec.Python _,
          ActionSpec.Email _ -> {}
    }
  }

  private static void judge(SpecGraph graph, String what, Value url, SpecPath at, Diagnostics out) {
    boolean isWeb =
        switch (url) {
          case Value.Text(String text) -> WEB.matcher(text).matches();
          case Value.EnvironmentRef _, Value.ServiceRef _, Value.SecretRef _ -> true;
          case Value.Number _, Value.Bool _, Value.Nothing _ -> false;
          case Value.Sequence _, Value.Mapping _ -> false;
        };
    if (!isWeb) {
      out.add(
          Diagnostic.error(CODE, what + " calls no address of the web")
              .at(at, graph.locator())
              .label("not http://… or https://…")
              .help("write the address, or {env: NAME} or {secretRef: name/key} that hold it"));
    }
  }
}
