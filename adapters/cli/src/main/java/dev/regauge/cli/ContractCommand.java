package dev.regauge.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code regauge contract}: the frame of {@code diff}. */
@Command(
    name = "contract",
    mixinStandardHelpOptions = true,
    description = "Compare data contracts of the Open Data Contract Standard.",
    synopsisSubcommandLabel = "COMMAND")
final class ContractCommand {

  private ContractCommand() {}

  /** Returns the command with its own commands. */
  static CommandLine with(Terminal terminal) {
    return new CommandLine(new ContractCommand()).addSubcommand(new ContractDiffCommand(terminal));
  }
}
