package dev.regauge.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code regauge import}: the frame of the importers, one for each tool. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Bring the files of another tool into a product.",
    synopsisSubcommandLabel = "COMMAND")
final class ImportCommand {

  private ImportCommand() {}

  /** Returns the command with its own commands. */
  static CommandLine with(Terminal terminal) {
    return new CommandLine(new ImportCommand()).addSubcommand(new ImportFloeCommand(terminal));
  }
}
