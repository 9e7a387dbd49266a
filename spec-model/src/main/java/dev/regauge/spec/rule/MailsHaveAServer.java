package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.Carriers;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ActionSpec;
import dev.regauge.spec.model.ResourceSpec;
import java.util.List;

/** A mail is sent by a resource of type smtp: the one that it names, or the product's only one. */
final class MailsHaveAServer implements Rule {

  private static final Code CODE = new Code("RG-RULE-371");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    graph
        .product()
        .alerts()
        .forEach(
            (name, alert) -> {
              if ((ActionSpec) alert.action() instanceof ActionSpec.Email mail) {
                SpecPath at = SpecPath.of("alerts").entry(name).field("email");
                judge(graph, "alert '" + name + "'", mail, at, out);
              }
            });
  }

  private static void judge(
      SpecGraph graph, String who, ActionSpec.Email mail, SpecPath at, Diagnostics out) {
    List<String> servers = Carriers.in(graph.product(), Carriers.MAIL);
    if (mail.resource().isPresent()) {
      String name = mail.resource().get();
      ResourceSpec resource = graph.product().resources().get(name);
      if (resource != null && !servers.contains(name)) {
        out.add(
            Diagnostic.error(
                    CODE, who + " sends its mail by '" + name + "', which is no mail server")
                .at(at.field("resource"), graph.locator())
                .label("a resource of type " + resource.type())
                .help(
                    servers.isEmpty()
                        ? "give it the type " + Carriers.MAIL + ", or name one of that type"
                        : "name one of type " + Carriers.MAIL + ": " + words(servers)));
      }
      return;
    }
    if (servers.size() == 1) {
      return;
    }
    out.add(
        servers.isEmpty()
            ? Diagnostic.error(CODE, who + " sends a mail, and the product has no mail server")
                .at(at, graph.locator())
                .label("nothing sends it")
                .help(
                    "write 'resources: {mail: {type: smtp, config: {host: smtp.example.com,"
                        + " from: data@example.com}}}'")
            : Diagnostic.error(CODE, who + " does not say which mail server sends its mail")
                .at(at, graph.locator())
                .label("there are " + words(servers))
                .help("write 'email: {to: [...], resource: " + servers.getFirst() + "}'"));
  }

  private static String words(List<String> servers) {
    return String.join(", ", servers);
  }
}
