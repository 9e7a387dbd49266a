package dev.regauge.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code regauge lint}: the frame of {@code charts} and {@code events}. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description =
        "Hold what is declared against the code that uses it, and charts against their layer.",
    synopsisSubcommandLabel = "COMMAND")
final class LintCommand {

  private LintCommand() {}

  /** Returns the command with its own commands. */
  static CommandLine with(Terminal terminal) {
    return new CommandLine(new LintCommand())
        .addSubcommand(new LintChartsCommand(terminal))
        .addSubcommand(new LintEventsCommand(terminal));
  }
}
