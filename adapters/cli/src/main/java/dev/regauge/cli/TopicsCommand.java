package dev.regauge.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code regauge topics}: the frame of {@code list}, {@code lock} and {@code render}. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "List, lock and render the topics that a product includes.",
    synopsisSubcommandLabel = "COMMAND")
final class TopicsCommand {

  private TopicsCommand() {}

  /** Returns the command with its own commands. */
  static CommandLine with(Terminal terminal) {
    return new CommandLine(new TopicsCommand())
        .addSubcommand(new TopicsListCommand(terminal))
        .addSubcommand(new TopicsLockCommand(terminal))
        .addSubcommand(new TopicsRenderCommand(terminal));
  }
}
