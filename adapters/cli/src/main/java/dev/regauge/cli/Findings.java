package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.request.TargetCodes;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.JsonPrinter;
import dev.regauge.spec.diagnostic.TextPrinter;

/** Prints what was found: as text on the talk side, as JSON among the data. */
final class Findings {
  private Findings() {}

  static void asText(Terminal terminal, FoundDiagnostics found, CompiledProduct product) {
    terminal.talk(new TextPrinter(product.sources()).print(product.heard(found)));
  }

  /** What the findings mean for our caller: an adapter's failure is not the spec's. */
  static int exitCode(FoundDiagnostics found) {
    if (found.sorted().stream().anyMatch(TargetCodes::isAdapterFailure)) {
      return ExitCode.PLUGIN;
    }
    return found.hasErrors() ? ExitCode.WRONG_SPEC : ExitCode.FINE;
  }

  static String asJson(FoundDiagnostics found, CompiledProduct product) {
    return new JsonPrinter().print(product.heard(found));
  }
}
