package dev.regauge.cli;

import dev.regauge.engine.PrettyJson;
import dev.regauge.plugins.host.PluginRegistry;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code regauge plugin list}: every plugin that is found, usable or not. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the plugins: built in, and of the project.")
final class PluginListCommand implements Callable<Integer> {
  @Mixin PluginArguments arguments = new PluginArguments();

  private final Terminal terminal;

  PluginListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FoundDiagnostics found = new FoundDiagnostics();
    try (PluginRegistry registry = arguments.open(found)) {
      if (arguments.isJson) {
        terminal.data(PrettyJson.text(PluginWords.json(registry.all())));
      } else {
        registry.all().forEach(plugin -> terminal.dataLine(PluginWords.line(plugin)));
      }
      PluginWords.talk(terminal, found.sorted());
    }
    return ExitCode.FINE;
  }
}
