package dev.regauge.cli;

import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.engine.ledger.Ledger;
import dev.regauge.engine.ledger.LedgerPrinter;
import dev.regauge.engine.ledger.TickOracle;
import dev.regauge.engine.request.FeatureCheck;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code regauge ledger}: what becomes of each value and feature of a product on each target. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = "List what each target does with each value that the product has.")
final class LedgerCommand implements Callable<Integer> {
  @Mixin ProductArgument product = new ProductArgument();
  @Mixin TargetArguments targets = new TargetArguments();

  @Option(names = "--markdown", description = "Print a Markdown table.")
  boolean isMarkdown;

  @Option(names = "--html", description = "Print a page with the table.")
  boolean isHtml;

  @Option(
      names = "--strict",
      description = "Fail on what is refused, or only approximated, and not accepted by name.")
  boolean isStrict;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description =
          "Where engines read a cron line otherwise is told for two years from here; default: now.")
  @Nullable String from;

  private final Terminal terminal;

  LedgerCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Instant start = from == null ? Instant.now() : Instants.of(product, "--from", from);
    FoundDiagnostics found = new FoundDiagnostics();
    Generator generator = product.generator(found);
    Generation checked = generator.check(product.file(), targets.selection(), found);
    if (isStrict) {
      FeatureCheck check = new FeatureCheck(checked.product().sources(), found);
      checked.targets().forEach(check::accepts);
      checked.targets().forEach(check::refuseApproximations);
    }
    checked
        .product()
        .sound()
        .filter(_ -> !product.isForFindings())
        .ifPresent(
            sound ->
                print(
                    Ledger.of(
                        sound,
                        checked.targets(),
                        new TickOracle(sound, checked.targets(), start))));
    Findings.print(terminal, product, found, checked.product());
    return Findings.exitCode(found);
  }

  private void print(Ledger ledger) {
    if (product.isJson()) {
      terminal.data(LedgerPrinter.json(ledger));
    } else if (isHtml) {
      terminal.data(LedgerPrinter.html(ledger));
    } else if (isMarkdown) {
      terminal.data(LedgerPrinter.markdown(ledger));
    } else {
      terminal.data(LedgerPrinter.text(ledger));
    }
  }
}
