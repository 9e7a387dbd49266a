package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ObservabilitySpec.LineageSpec;
import dev.regauge.spec.model.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Lineage that is sent has an address, and a sender that OpenLineage takes: an absolute URI. */
final class LineageReachesSomebody implements Rule {

  private static final Code CODE = new Code("RG-RULE-381");

  private static final SpecPath LINEAGE = SpecPath.of("observability").field("lineage");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    Optional<LineageSpec> asked =
        graph.product().observability().lineage().filter(spec -> spec.enabled().orElse(true));
    if (asked.isEmpty()) {
      return;
    }
    LineageSpec lineage = asked.get();
    String transport = lineage.transport().orElse("file");
    if (transport.equals("kafka") && lineage.topic().isEmpty()) {
      out.add(
          Diagnostic.error(CODE, "lineage by kafka has no 'topic'")
              .at(LINEAGE.field("transport"), graph.locator())
              .label("sent to nobody")
              .help("add 'topic', such as topic: lineage.events.v1")
              .missing(Diagnostic.Absence.from("observability.lineage.topic")));
    }
    boolean isKafka = transport.equals("kafka");
    meansNothing(graph, "endpoint", transport, isKafka && isSaid(lineage), out);
    meansNothing(graph, "topic", transport, !isKafka && lineage.topic().isPresent(), out);
    meansNothing(graph, "resource", transport, !isKafka && lineage.resource().isPresent(), out);
    if (transport.equals("http") && lineage.endpoint().isEmpty()) {
      out.add(
          Diagnostic.error(CODE, "lineage by " + transport + " has no 'endpoint'")
              .at(LINEAGE.field("transport"), graph.locator())
              .label("sent to nobody")
              .help("add 'endpoint', such as endpoint: {env: OPENLINEAGE_URL}")
              .missing(Diagnostic.Absence.from("observability.lineage.endpoint")));
    }
    lineage
        .producer()
        .filter(producer -> !isUri(producer))
        .ifPresent(
            producer ->
                out.add(
                    Diagnostic.error(CODE, "'" + producer + "' is no URI, which OpenLineage needs")
                        .at(LINEAGE.field("producer"), graph.locator())
                        .label("no scheme")
                        .help(
                            "write the address of who tells it, such as https://acme.example.com")));
  }

  /** A value that is written as null is none. */
  private static boolean isSaid(LineageSpec lineage) {
    return lineage.endpoint().filter(value -> !(value instanceof Value.Nothing)).isPresent();
  }

  private static void meansNothing(
      SpecGraph graph, String field, String transport, boolean isThere, Diagnostics out) {
    if (isThere) {
      out.add(
          Diagnostic.error(CODE, "'" + field + "' says nothing of lineage by " + transport)
              .at(LINEAGE.field(field), graph.locator())
              .label("nobody reads it")
              .help(
                  field.equals("endpoint")
                      ? "write the 'topic', and the 'resource' of type kafka that has it"
                      : "write 'transport: kafka', or leave '" + field + "' out"));
    }
  }

  private static boolean isUri(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
