package dev.regauge.cli;

import dev.regauge.spec.plan.PlanSchema;
import dev.regauge.spec.schema.SpecSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code regauge schema [plan]}: the JSON Schema of the product file, for editors, or the plan's.
 */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Print the JSON Schema of the product file, or that of plan.json.")
final class SchemaCommand implements Callable<Integer> {
  private final Terminal terminal;

  /** What there is a schema of. */
  enum Subject {
    product,
    plan
  }

  @Parameters(
      arity = "0..1",
      defaultValue = "product",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Subject subject = Subject.product;

  SchemaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.data(
        switch (subject) {
          case product -> SpecSchema.text();
          case plan -> PlanSchema.text();
        });
    return ExitCode.FINE;
  }
}
