package dev.regauge.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code regauge plugin}: the frame of {@code list}, {@code info}, {@code check} and others. */
@Command(
    name = "plugin",
    mixinStandardHelpOptions = true,
    description = "List, judge, lock and make plugins.",
    synopsisSubcommandLabel = "COMMAND")
final class PluginCommand {

  private PluginCommand() {}

  /** Returns the command with its own commands. */
  static CommandLine with(Terminal terminal) {
    return new CommandLine(new PluginCommand())
        .addSubcommand(new PluginListCommand(terminal))
        .addSubcommand(new PluginInfoCommand(terminal))
        .addSubcommand(new PluginCheckCommand(terminal))
        .addSubcommand(new PluginLockCommand(terminal))
        .addSubcommand(new PluginCreateCommand(terminal));
  }
}
