package dev.regauge.spec.diagnostic;

import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Prints findings for programs, all of them: {@code {"version":1,"diagnostics":[{"code","severity",
 * "message","path","span":{"file","line","column","length"},"label","related","help"}],"errors":1,
 * "warnings":0}}.
 */
public final class JsonPrinter {

  /** Returns one JSON object and a newline. */
  public String print(List<Diagnostic> findings) {
    Summary summary = Summary.of(findings);
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("version", 1);
      json.writeArrayPropertyStart("diagnostics");
      findings.forEach(finding -> write(finding, json));
      json.writeEndArray();
      json.writeNumberProperty("errors", summary.errors());
      json.writeNumberProperty("warnings", summary.warnings());
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }

  private static void write(Diagnostic finding, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("code", finding.code().id());
    json.writeStringProperty(
        "severity", finding.severity() == Severity.ERROR ? "error" : "warning");
    json.writeStringProperty("message", finding.message());
    finding.path().ifPresent(path -> json.writeStringProperty("path", path.text()));
    finding.span().ifPresent(span -> write("span", span, json));
    if (!finding.label().isEmpty()) {
      json.writeStringProperty("label", finding.label());
    }
    if (!finding.related().isEmpty()) {
      json.writeArrayPropertyStart("related");
      for (Diagnostic.Related related : finding.related()) {
        json.writeStartObject();
        write("span", related.span(), json);
        json.writeStringProperty("label", related.label());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    if (!finding.help().isEmpty()) {
      json.writeStringProperty("help", finding.help());
    }
    json.writeEndObject();
  }

  private static void write(String name, Span span, JsonGenerator json) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("file", span.file());
    json.writeNumberProperty("line", span.line());
    json.writeNumberProperty("column", span.column());
    json.writeNumberProperty("length", span.length());
    json.writeEndObject();
  }
}
