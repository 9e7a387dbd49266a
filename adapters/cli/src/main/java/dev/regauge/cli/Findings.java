package dev.regauge.cli;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.JsonPrinter;
import dev.regauge.spec.diagnostic.SourceText;
import dev.regauge.spec.diagnostic.TextPrinter;
import java.util.List;

/** Prints what was found: as text on the talk side, as JSON among the data. */
final class Findings {
  private Findings() {}

  static void asText(Terminal terminal, FoundDiagnostics found, SourceText sources) {
    terminal.talk(new TextPrinter(sources).print(found.sorted()));
  }

  static String asJson(FoundDiagnostics found) {
    List<Diagnostic> sorted = found.sorted();
    return new JsonPrinter().print(sorted);
  }
}
