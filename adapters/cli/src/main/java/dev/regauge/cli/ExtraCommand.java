package dev.regauge.cli;

import dev.regauge.plugins.host.PluginCommands;
import dev.regauge.plugins.host.PluginFailure;
import dev.regauge.plugins.host.PluginRegistry;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code regauge x}: the commands that plugins bring. */
@Command(
    name = "x",
    mixinStandardHelpOptions = true,
    description = {
      "Do a command of a plugin: 'regauge x NAME -- ARGUMENT...'.",
      "Without a name: list them."
    })
final class ExtraCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME ARGUMENT", description = "The command, and what it takes.")
  List<String> words = new ArrayList<>();

  @Mixin PluginArguments arguments = new PluginArguments();

  private final Terminal terminal;

  ExtraCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FoundDiagnostics found = new FoundDiagnostics();
    try (PluginRegistry registry = arguments.open(found)) {
      PluginWords.talk(terminal, found.sorted());
      PluginCommands commands = new PluginCommands(registry);
      if (words.isEmpty()) {
        commands.names().forEach(terminal::dataLine);
        return Findings.exitCode(found);
      }
      var answer =
          commands.run(
              words.getFirst(),
              words.subList(1, words.size()),
              Path.of("").toAbsolutePath().toString());
      if (answer.isEmpty()) {
        terminal.talkLine("error: no plugin has the command '" + words.getFirst() + "'");
        return found.hasErrors() ? Findings.exitCode(found) : ExitCode.USAGE;
      }
      terminal.data(answer.get().out());
      terminal.talk(answer.get().talk());
      return answer.get().exitCode() == 0 ? ExitCode.FINE : ExitCode.PLUGIN;
    } catch (PluginFailure e) {
      terminal.talkLine("error: plugin '" + words.getFirst() + "' " + e.getMessage());
      return ExitCode.PLUGIN;
    }
  }
}
