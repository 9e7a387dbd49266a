package dev.regauge.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code regauge tables}: the frame of {@code plan}, {@code apply} and {@code lock}. */
@Command(
    name = "tables",
    mixinStandardHelpOptions = true,
    description = "Plan, make and change the Iceberg tables that a product declares.",
    synopsisSubcommandLabel = "COMMAND")
final class TablesCommand {

  private TablesCommand() {}

  /** Returns the command with its own commands. */
  static CommandLine with(Terminal terminal) {
    return new CommandLine(new TablesCommand())
        .addSubcommand(new TablesPlanCommand(terminal))
        .addSubcommand(new TablesApplyCommand(terminal))
        .addSubcommand(new TablesLockCommand(terminal));
  }
}
