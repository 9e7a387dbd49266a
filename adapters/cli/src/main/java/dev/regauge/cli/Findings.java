package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.JsonPrinter;
import dev.regauge.spec.diagnostic.TextPrinter;

/** Prints what was found: as text on the talk side, as JSON among the data. */
final class Findings {
  private Findings() {}

  static void asText(Terminal terminal, FoundDiagnostics found, CompiledProduct product) {
    terminal.talk(new TextPrinter(product.sources()).print(product.heard(found)));
  }

  static String asJson(FoundDiagnostics found, CompiledProduct product) {
    return new JsonPrinter().print(product.heard(found));
  }
}
