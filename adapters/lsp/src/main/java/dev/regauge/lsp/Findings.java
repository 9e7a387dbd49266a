package dev.regauge.lsp;

import dev.regauge.plugins.host.ProductPlugins;
import dev.regauge.plugins.host.Project;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Severity;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.source.SourceMap;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.lsp4j.DiagnosticCodeDescription;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/** Writes findings as an editor shows them, by file. */
final class Findings {

  private final OpenProduct product;
  private final SourceMap sources;
  private final Function<String, Optional<URI>> pages;

  /**
   * @param pages where a code's page lies, if an editor can open it
   */
  Findings(OpenProduct product, SourceMap sources, Function<String, Optional<URI>> pages) {
    this.product = product;
    this.sources = sources;
    this.pages = pages;
  }

  Map<Path, List<org.eclipse.lsp4j.Diagnostic>> byFile(List<Diagnostic> findings) {
    Map<Path, List<org.eclipse.lsp4j.Diagnostic>> all = new LinkedHashMap<>();
    Map<String, Lines> lines = new LinkedHashMap<>();
    for (Diagnostic finding : findings) {
      Path file = finding.span().map(span -> product.pathOf(span.file())).orElse(product.file());
      all.computeIfAbsent(file, _ -> new ArrayList<>()).add(shown(finding, lines));
    }
    return all;
  }

  private org.eclipse.lsp4j.Diagnostic shown(Diagnostic finding, Map<String, Lines> lines) {
    boolean isSaid = finding.label().isEmpty() || finding.message().endsWith(finding.label());
    String label = isSaid ? "" : " (" + finding.label() + ")";
    String help = finding.help().isEmpty() ? "" : "\nhelp: " + finding.help();
    org.eclipse.lsp4j.Diagnostic shown =
        new org.eclipse.lsp4j.Diagnostic(
            finding.span().map(span -> range(span, lines)).orElse(new Lines("").range(0, 0)),
            finding.message() + label + where(finding) + help,
            finding.severity() == Severity.ERROR
                ? DiagnosticSeverity.Error
                : DiagnosticSeverity.Warning,
            "regauge",
            finding.code().id());
    pages
        .apply(finding.code().id())
        .ifPresent(
            page -> shown.setCodeDescription(new DiagnosticCodeDescription(page.toString())));
    if (!finding.related().isEmpty()) {
      shown.setRelatedInformation(
          finding.related().stream()
              .map(
                  other ->
                      new DiagnosticRelatedInformation(
                          new Location(
                              product.pathOf(other.span().file()).toUri().toString(),
                              range(other.span(), lines)),
                          other.label()))
              .toList());
    }
    return shown;
  }

  /** What a plugin has answered no editor can show. */
  private static String where(Diagnostic finding) {
    return finding
        .span()
        .map(Span::file)
        .filter(ProductPlugins::isAnswer)
        .map(file -> " (in " + file + ")")
        .orElse("");
  }

  private Range range(Span span, Map<String, Lines> lines) {
    if (ProductPlugins.isAnswer(span.file())) {
      return new Lines("").range(0, 0);
    }
    if (span.file().equals(Project.FILE) && sources.text(Project.FILE).isEmpty()) {
      // The project's settings are no file of the product: their text is not here.
      Position start = new Position(span.line() - 1, span.column() - 1);
      return new Range(start, new Position(span.line() - 1, span.column() - 1 + span.length()));
    }
    return lines
        .computeIfAbsent(span.file(), name -> new Lines(sources.text(name).orElse("")))
        .range(span);
  }
}
