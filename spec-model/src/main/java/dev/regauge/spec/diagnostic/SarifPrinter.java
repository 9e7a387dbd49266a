package dev.regauge.spec.diagnostic;

import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Prints findings as SARIF 2.1.0, which code hosts show beside the source. */
public final class SarifPrinter {

  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  /** Code hosts take no more results in one run. */
  private static final int MOST_RESULTS = 25_000;

  /** What code hosts take a repository's root for. */
  private static final String BASE = "%SRCROOT%";

  private final String version;
  private final Path folder;
  private final CodePages pages;

  /**
   * Prints for that version of the tool, with what the pages say of each code; relative files are
   * seen from the folder, which is a repository's root where the log is to be uploaded.
   */
  public SarifPrinter(String version, Path folder, CodePages pages) {
    this.version = version;
    this.folder = folder.toAbsolutePath().normalize();
    this.pages = pages;
  }

  /** Returns one SARIF log and a newline. */
  public String print(List<Diagnostic> findings) {
    List<Diagnostic> kept = findings.subList(0, Math.min(MOST_RESULTS, findings.size()));
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("$schema", SCHEMA);
      json.writeStringProperty("version", "2.1.0");
      json.writeArrayPropertyStart("runs");
      json.writeStartObject();
      tool(kept, json);
      json.writeObjectPropertyStart("originalUriBaseIds");
      json.writeObjectPropertyStart(BASE);
      json.writeStringProperty("uri", asFolder(uri(folder)));
      text("description", "The folder that regauge was started in.", json);
      json.writeEndObject();
      json.writeEndObject();
      json.writeStringProperty("columnKind", "unicodeCodePoints");
      json.writeArrayPropertyStart("results");
      kept.forEach(finding -> result(finding, json));
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }

  /**
   * Each code comes with its whole page; no address of it, since no host is promised to keep one.
   */
  private void tool(List<Diagnostic> findings, JsonGenerator json) {
    json.writeObjectPropertyStart("tool");
    json.writeObjectPropertyStart("driver");
    json.writeStringProperty("name", "regauge");
    json.writeStringProperty("version", version);
    json.writeArrayPropertyStart("rules");
    for (Code code : new TreeSet<>(findings.stream().map(Diagnostic::code).toList())) {
      json.writeStartObject();
      json.writeStringProperty("id", code.id());
      pages.of(code).ifPresent(page -> page(page, json));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void page(CodePages.Page page, JsonGenerator json) {
    text("shortDescription", page.title(), json);
    text("fullDescription", page.summary(), json);
    json.writeObjectPropertyStart("help");
    json.writeStringProperty("text", page.markdown());
    json.writeStringProperty("markdown", page.markdown());
    json.writeEndObject();
  }

  private static void result(Diagnostic finding, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("ruleId", finding.code().id());
    json.writeStringProperty("level", finding.severity() == Severity.ERROR ? "error" : "warning");
    String help = finding.help().isEmpty() ? "" : "\nhelp: " + finding.help();
    message(finding.sentence() + help, json);
    if (finding.span().isPresent()) {
      json.writeArrayPropertyStart("locations");
      location(finding.span().get(), Optional.empty(), json);
      json.writeEndArray();
    }
    if (!finding.related().isEmpty()) {
      json.writeArrayPropertyStart("relatedLocations");
      finding
          .related()
          .forEach(related -> location(related.span(), Optional.of(related.label()), json));
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void location(Span span, Optional<String> label, JsonGenerator json) {
    json.writeStartObject();
    json.writeObjectPropertyStart("physicalLocation");
    json.writeObjectPropertyStart("artifactLocation");
    Path file = Path.of(span.file());
    json.writeStringProperty("uri", file.isAbsolute() ? uri(file) : uri(span.file()));
    if (!file.isAbsolute()) {
      json.writeStringProperty("uriBaseId", BASE);
    }
    json.writeEndObject();
    json.writeObjectPropertyStart("region");
    json.writeNumberProperty("startLine", span.line());
    json.writeNumberProperty("startColumn", span.column());
    json.writeNumberProperty("endColumn", span.column() + span.length());
    json.writeEndObject();
    json.writeEndObject();
    label.ifPresent(words -> message(words, json));
    json.writeEndObject();
  }

  private static void message(String words, JsonGenerator json) {
    text("message", words, json);
  }

  private static void text(String name, String words, JsonGenerator json) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("text", words);
    json.writeEndObject();
  }

  private static String uri(Path absolute) {
    return "file://" + uri(absolute.toString().replace('\\', '/').replaceFirst("^(?!/)", "/"));
  }

  private static String asFolder(String uri) {
    return uri.endsWith("/") ? uri : uri + "/";
  }

  private static String uri(String file) {
    try {
      return new URI(null, null, file, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path is a URI", e);
    }
  }
}
