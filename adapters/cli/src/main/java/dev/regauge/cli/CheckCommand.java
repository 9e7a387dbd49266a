package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code regauge check}: everything that can be said about a product without making anything. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Read a product and say what is wrong with it.",
      "What a target refuses is a warning, unless the target is named."
    })
final class CheckCommand implements Callable<Integer> {
  @Mixin ProductArgument product = new ProductArgument();
  @Mixin TargetArguments targets = new TargetArguments();

  private final Terminal terminal;

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FoundDiagnostics found = new FoundDiagnostics();
    Generator generator = product.generator(found);
    Generation checked = generator.check(product.file(), targets.selection(), found);
    if (product.isJson()) {
      terminal.data(Findings.asJson(found, checked.product()));
    } else {
      Findings.print(terminal, product, found, checked.product());
      checked
          .product()
          .otherKind()
          .filter(_ -> !found.hasErrors())
          .ifPresent(
              other ->
                  terminal.talkLine(
                      "the "
                          + other.kind()
                          + " has the right form; its rules are asked with the product that includes"
                          + " it"));
      checked.product().sound().filter(_ -> !found.hasErrors()).ifPresent(this::praise);
    }
    return Findings.exitCode(found);
  }

  private void praise(CompiledProduct.Sound sound) {
    terminal.talkLine(
        String.format(
            Locale.ROOT,
            "%s is fine: %s, %s",
            sound.plan().product().name(),
            count(sound.plan().assets().size(), "asset"),
            count(sound.plan().jobs().size(), "job")));
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
