package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ActionSpec;
import dev.regauge.spec.model.HookSpec;
import java.util.List;
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
    List<HookSpec> hooks = graph.product().hooks();
    for (int i = 0; i < hooks.size(); i++) {
      SpecPath at = SpecPath.of("hooks").at(i).field("action");
      judge(graph, (ActionSpec) hooks.get(i).action(), at, out);
    }
    graph
        .product()
        .alerts()
        .forEach(
            (name, alert) ->
                judge(graph, (ActionSpec) alert.action(), SpecPath.of("alerts").entry(name), out));
  }

  private static void judge(SpecGraph graph, ActionSpec action, SpecPath path, Diagnostics out) {
    SpecPath at = path.field("webhook").field("headers");
    if (action instanceof ActionSpec.Webhook webhook) {
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
