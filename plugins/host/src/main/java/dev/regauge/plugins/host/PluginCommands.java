package dev.regauge.plugins.host;

import dev.regauge.plugins.api.CommandPlugin;
import dev.regauge.plugins.api.PluginType;
import java.util.List;
import java.util.Optional;

/** The commands that plugins bring to the command line. */
public record PluginCommands(PluginRegistry registry) {

  /** Returns their names. */
  public List<String> names() {
    return registry.listAvailable().getOrDefault(PluginType.COMMAND, List.of());
  }

  /**
   * Does a command; empty when no plugin has it.
   *
   * @throws PluginFailure when the plugin gives no answer
   */
  public Optional<CommandPlugin.Answer> run(String name, List<String> arguments, String folder)
      throws PluginFailure {
    Optional<Plugin> plugin = registry.get(PluginType.COMMAND, name);
    if (plugin.isEmpty()) {
      return Optional.empty();
    }
    var answer =
        plugin
            .get()
            .answerer()
            .orElseThrow()
            .ask(
                PluginType.COMMAND,
                ServiceCalls.MAPPER.valueToTree(new CommandPlugin.Request(arguments, folder)));
    try {
      return Optional.of(ServiceCalls.MAPPER.treeToValue(answer, CommandPlugin.Answer.class));
    } catch (RuntimeException e) {
      throw new PluginFailure("gave an answer of another form");
    }
  }
}
