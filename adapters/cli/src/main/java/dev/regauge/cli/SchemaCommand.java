package dev.regauge.cli;

import dev.regauge.spec.schema.SpecSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code regauge schema}: the JSON Schema of the product file, for editors. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Print the JSON Schema of the product file.")
final class SchemaCommand implements Callable<Integer> {
  private final Terminal terminal;

  SchemaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.data(SpecSchema.text());
    return ExitCode.FINE;
  }
}
