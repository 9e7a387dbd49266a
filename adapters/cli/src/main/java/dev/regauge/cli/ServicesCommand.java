package dev.regauge.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code regauge services}: the frame of {@code import}, {@code list}, {@code render}, {@code
 * start}, {@code status} and {@code stop}.
 */
@Command(
    name = "services",
    mixinStandardHelpOptions = true,
    description = "Import, list, render, start and stop the services that a product includes.",
    synopsisSubcommandLabel = "COMMAND")
final class ServicesCommand {

  private ServicesCommand() {}

  /** Returns the command with its own commands. */
  static CommandLine with(Terminal terminal) {
    return new CommandLine(new ServicesCommand())
        .addSubcommand(new ServicesImportCommand(terminal))
        .addSubcommand(new ServicesListCommand(terminal))
        .addSubcommand(new ServicesRenderCommand(terminal))
        .addSubcommand(new ServicesStartCommand(terminal))
        .addSubcommand(new ServicesStatusCommand(terminal))
        .addSubcommand(new ServicesStopCommand(terminal));
  }
}
