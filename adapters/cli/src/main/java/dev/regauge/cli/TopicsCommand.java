package dev.regauge.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code regauge topics}: the frame of {@code list} and {@code render}. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "List and render the topics that a product includes.",
    synopsisSubcommandLabel = "COMMAND")
final class TopicsCommand {

  private TopicsCommand() {}

  /** Returns the command with its own commands. */
  static CommandLine with(Terminal terminal) {
    return new CommandLine(new TopicsCommand())
        .addSubcommand(new TopicsListCommand(terminal))
        .addSubcommand(new TopicsRenderCommand(terminal));
  }
}
