package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.PlacedAction;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ActionSpec;
import java.util.regex.Pattern;

/** The headers of a webhook have names that HTTP takes: letters, digits and a few signs. */
final class HeadersAreNamed implements Rule {

  private static final Code CODE = new Code("RG-RULE-161");
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+"); // RFC 9110

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
    SpecPath at = one.path().field("webhook").field("headers");
    if (one.action() instanceof ActionSpec.Webhook webhook) {
      for (String name : webhook.headers().keySet()) {
        if (!TOKEN.matcher(name).matches()) {
          out.add(
              Diagnostic.error(CODE, "'" + name + "' is no name of an HTTP header")
                  .at(at.entry(name), graph.locator())
                  .label("only letters, digits and signs such as - and _")
                  .help("write a name such as X-Token"));
        }
      }
    }
  }
}
