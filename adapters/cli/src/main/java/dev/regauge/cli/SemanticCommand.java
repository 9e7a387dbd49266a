package dev.regauge.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code regauge semantic}: the frame of {@code list} and {@code show}. */
@Command(
    name = "semantic",
    mixinStandardHelpOptions = true,
    description = "List and show the models of the semantic layer.",
    synopsisSubcommandLabel = "COMMAND")
final class SemanticCommand {

  private SemanticCommand() {}

  /** Returns the command with its own commands. */
  static CommandLine with(Terminal terminal) {
    return new CommandLine(new SemanticCommand())
        .addSubcommand(new SemanticListCommand(terminal))
        .addSubcommand(new SemanticShowCommand(terminal));
  }
}
