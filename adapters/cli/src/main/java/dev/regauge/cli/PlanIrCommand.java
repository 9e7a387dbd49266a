package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.plan.PlanJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code regauge plan-ir}: the neutral plan, as every adapter and the local runner read it. */
@Command(
    name = "plan-ir",
    mixinStandardHelpOptions = true,
    description = "Print the neutral plan (plan.json).")
final class PlanIrCommand implements Callable<Integer> {
  @Mixin ProductArgument product = new ProductArgument();

  private final Terminal terminal;

  PlanIrCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = product.compiler(found).compile(product.file(), found);
    Findings.print(terminal, product, found, compiled);
    if (compiled.sound().isEmpty()) {
      return Findings.exitCode(found);
    }
    if (!product.isForFindings()) {
      terminal.data(PlanJson.write(compiled.sound().get().plan()));
    }
    return ExitCode.FINE;
  }
}
