package dev.regauge.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code regauge jobs}: the frame of {@code render}. */
@Command(
    name = "jobs",
    mixinStandardHelpOptions = true,
    description = "Render the jobs of a product for a cluster without an orchestrator.",
    synopsisSubcommandLabel = "COMMAND")
final class JobsCommand {

  private JobsCommand() {}

  /** Returns the command with its own commands. */
  static CommandLine with(Terminal terminal) {
    return new CommandLine(new JobsCommand()).addSubcommand(new JobsRenderCommand(terminal));
  }
}
