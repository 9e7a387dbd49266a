package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.TextPrinter;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.graph.SpecLinker;
import dev.regauge.spec.resolve.ResolvedSpec;
import dev.regauge.spec.resolve.SpecResolver;
import dev.regauge.spec.source.SpecDocument;
import dev.regauge.spec.source.SpecReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A product file as {@code check} sees it: read, resolved, linked, held against the rules. */
public record Checked(SpecDocument document, Optional<SpecGraph> graph, List<Diagnostic> findings) {

  public static Checked file(Path file) {
    FoundDiagnostics found = new FoundDiagnostics();
    SpecDocument document = new SpecReader().read(file, found);
    if (document.product().isEmpty()) {
      return new Checked(document, Optional.empty(), found.sorted());
    }
    ResolvedSpec spec =
        new SpecResolver().resolve(document.product().get(), document.sources(), document.files());
    SpecGraph graph =
        new SpecLinker().link(spec.product(), document.sources(), document.files()::text, found);
    RuleBook.check(graph, found);
    FoundDiagnostics heard = new FoundDiagnostics();
    Silences.apply(graph, found.sorted()).forEach(heard::add);
    return new Checked(document, Optional.of(graph), heard.sorted());
  }

  /** Checks a text that stands in a file called {@code product.yaml}. */
  public static Checked text(Path folder, String text) {
    try {
      Path file = folder.resolve("product.yaml");
      Files.writeString(file, text);
      return file(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String printed() {
    return new TextPrinter(document.sources()).print(findings);
  }

  public List<String> codes() {
    return findings.stream().map(finding -> finding.code().id()).toList();
  }
}
