package dev.regauge.cli;

import dev.regauge.engine.PrettyJson;
import dev.regauge.plugins.host.Plugin;
import dev.regauge.plugins.host.PluginRegistry;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code regauge plugin check}: loads every plugin, and says which of them cannot be used. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Load every plugin of the project; exit 7 when one cannot be used.")
final class PluginCheckCommand implements Callable<Integer> {
  @Mixin PluginArguments arguments = new PluginArguments();

  private final Terminal terminal;

  PluginCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FoundDiagnostics found = new FoundDiagnostics();
    try (PluginRegistry registry = arguments.open(found)) {
      List<Plugin> checked = registry.check(found);
      if (arguments.isJson) {
        terminal.data(PrettyJson.text(json(checked)));
      } else {
        checked.forEach(plugin -> terminal.dataLine(PluginWords.line(plugin)));
      }
      PluginWords.talk(terminal, found.sorted());
      return Findings.exitCode(found);
    }
  }

  private static ObjectNode json(List<Plugin> plugins) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", 1);
    ArrayNode valid = tree.putArray("valid");
    ArrayNode invalid = tree.putArray("invalid");
    for (Plugin plugin : plugins) {
      switch (plugin.status()) {
        case OK -> valid.add(plugin.name());
        case INVALID -> PluginWords.json(plugin, invalid.addObject());
        case DENIED -> {} // nobody asked whether it would be fine
      }
    }
    return tree;
  }
}
