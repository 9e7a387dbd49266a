package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ObservabilitySpec.TelemetrySpec;
import dev.regauge.spec.model.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Telemetry that is sent has an address, and one that is written down is an address of the web. */
final class TelemetryReachesSomebody implements Rule {

  private static final Code CODE = new Code("RG-RULE-417");

  private static final SpecPath TELEMETRY = SpecPath.of("observability").field("telemetry");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    Optional<TelemetrySpec> asked = graph.product().observability().telemetry();
    if (asked.isEmpty()) {
      return;
    }
    TelemetrySpec telemetry = asked.get();
    if (!isSaid(telemetry.otlpEndpoint()) && !isSaid(telemetry.pushgateway())) {
      out.add(
          Diagnostic.error(CODE, "telemetry has no 'otlpEndpoint'")
              .at(TELEMETRY, graph.locator())
              .label("sent to nobody")
              .help("add 'otlpEndpoint', such as otlpEndpoint: {env: OTEL_EXPORTER_OTLP_ENDPOINT}")
              .missing(Diagnostic.Absence.from("observability.telemetry.otlpEndpoint")));
    }
    telemetry
        .otlpEndpoint()
        .ifPresent(endpoint -> checkAddress("otlpEndpoint", endpoint, graph, out));
    telemetry.pushgateway().ifPresent(gateway -> checkAddress("pushgateway", gateway, graph, out));
  }

  private static void checkAddress(String field, Value endpoint, SpecGraph graph, Diagnostics out) {
    if (endpoint instanceof Value.Text(String text) && !isOfTheWeb(text)) {
      out.add(
          Diagnostic.error(CODE, "'" + text + "' is no address of http or https")
              .at(TELEMETRY.field(field), graph.locator())
              .label("nothing can be sent there")
              .help("write the server's address, such as http://otel-collector:4318"));
    }
  }

  private static boolean isSaid(Optional<Value> value) {
    return value.filter(said -> !(said instanceof Value.Nothing)).isPresent();
  }

  private static boolean isOfTheWeb(String text) {
    try {
      URI address = new URI(text);
      String scheme = address.getScheme();
      return ("http".equals(scheme) || "https".equals(scheme)) && address.getHost() != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
