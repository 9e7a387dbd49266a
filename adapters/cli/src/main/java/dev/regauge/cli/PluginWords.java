package dev.regauge.cli;

import dev.regauge.plugins.api.PluginMetadata;
import dev.regauge.plugins.host.Plugin;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.SourceText;
import dev.regauge.spec.diagnostic.TextPrinter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How plugins are shown: as lines, as the JSON of house contract 4. */
final class PluginWords {
  private PluginWords() {}

  static String line(Plugin plugin) {
    String reason = plugin.reason().isEmpty() ? "" : ": " + plugin.reason();
    return String.format(
        Locale.ROOT,
        "%-20s %-13s %-8s %-9s %s%s",
        plugin.name(),
        type(plugin),
        plugin.version(),
        plugin.form().word(),
        status(plugin),
        reason);
  }

  static String type(Plugin plugin) {
    return plugin.metadata().map(data -> data.type().word()).orElse("?");
  }

  static String status(Plugin plugin) {
    return plugin.status().name().toLowerCase(Locale.ROOT);
  }

  static ObjectNode json(List<Plugin> plugins) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", 1);
    ArrayNode all = tree.putArray("plugins");
    plugins.forEach(plugin -> json(plugin, all.addObject()));
    return tree;
  }

  static void json(Plugin plugin, ObjectNode node) {
    Optional<PluginMetadata> metadata = plugin.metadata();
    node.put("name", plugin.name());
    node.put("type", type(plugin));
    node.put("version", plugin.version());
    node.put("apiVersion", metadata.map(PluginMetadata::apiVersion).orElse("?"));
    node.put("form", plugin.form().word());
    node.put("place", plugin.place());
    node.put("sha256", plugin.sha256());
    ArrayNode provides = node.putArray("provides");
    metadata.map(PluginMetadata::provides).orElse(List.of()).forEach(provides::add);
    ArrayNode requires = node.putArray("requires");
    metadata.map(PluginMetadata::requires).orElse(List.of()).forEach(requires::add);
    node.put("status", status(plugin));
    node.put("reason", plugin.reason());
  }

  /** Prints findings that belong to no product. */
  static void talk(Terminal terminal, List<Diagnostic> findings) {
    terminal.talk(new TextPrinter(NO_TEXT).print(findings));
  }

  private static final SourceText NO_TEXT = (file, line) -> Optional.empty();
}
