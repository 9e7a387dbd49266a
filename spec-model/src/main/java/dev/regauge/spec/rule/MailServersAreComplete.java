package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.Carriers;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;

/** A mail server has a host and a sender, and no setting that nobody reads. */
final class MailServersAreComplete implements Rule {

  private static final Code CODE = new Code("RG-RULE-372");
  private static final List<String> NEEDED = List.of("host", "from");
  private static final List<String> KNOWN =
      List.of("from", "host", "password", "port", "tls", "user");
  private static final List<String> WAYS = List.of("starttls", "tls", "none");
  private static final int LAST_PORT = 65_535;

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (String name : Carriers.in(graph.product(), Carriers.MAIL)) {
      SpecPath at = SpecPath.of("resources").entry(name);
      var resource = graph.product().resources().get(name);
      if (resource != null) {
        judge(graph, name, resource.config(), at, out);
      }
    }
  }

  private static void judge(
      SpecGraph graph, String name, SortedMap<String, Value> config, SpecPath at, Diagnostics out) {
    SpecPath of = at.field("config");
    for (String setting : config.keySet()) {
      if (!KNOWN.contains(setting)) {
        out.add(
            Diagnostic.error(CODE, "a mail server has no setting '" + setting + "'")
                .atKey(of.entry(setting), graph.locator())
                .label("nobody reads it")
                .help(
                    NearestName.to(setting, KNOWN)
                        .map(near -> "write '" + near + "'")
                        .orElse("there are " + String.join(", ", KNOWN))));
      }
    }
    for (String setting : NEEDED) {
      if (!config.containsKey(setting)) {
        String example = setting.equals("host") ? "smtp.example.com" : "data@example.com";
        SpecPath place = config.isEmpty() ? at : of;
        out.add(
            Diagnostic.error(CODE, "mail server '" + name + "' has no '" + setting + "'")
                .at(place, graph.locator())
                .label("a mail cannot be sent")
                .help("write '" + setting + ": " + example + "' in its config"));
      }
    }
    if (config.get("tls") instanceof Value.Text(String way) && !WAYS.contains(way)) {
      out.add(
          Diagnostic.error(CODE, "'" + way + "' is no way to a mail server")
              .at(of.entry("tls"), graph.locator())
              .label("not " + String.join(", ", WAYS))
              .help("write 'tls: starttls', or leave it out"));
    }
    if (config.get("port") instanceof Value.Number(BigDecimal port)
        && (port.signum() <= 0
            || port.compareTo(BigDecimal.valueOf(LAST_PORT)) > 0
            || port.stripTrailingZeros().scale() > 0)) {
      out.add(
          Diagnostic.error(CODE, port.toPlainString() + " is no port")
              .at(of.entry("port"), graph.locator())
              .label("not one of 1 to " + LAST_PORT)
              .help("write 'port: 587', or leave it out"));
    }
  }
}
