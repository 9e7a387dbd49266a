package dev.regauge.plugins.host;

import dev.regauge.spec.diagnostic.Diagnostics;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which plugins a project uses, to the byte: {@code regauge.plugins.lock.json} beside its settings.
 * Where it lies, a plugin that it does not know, or knows otherwise, is not asked.
 */
public record PluginLock(SortedMap<String, Entry> plugins) {

  /** The lock's name. */
  public static final String FILE = "regauge.plugins.lock.json";

  /** One plugin. */
  public record Entry(String version, String form, String sha256) {}

  public PluginLock {
    plugins = Collections.unmodifiableSortedMap(new TreeMap<>(plugins));
  }

  /** Returns the lock of these plugins; our own are part of Regauge and not locked. */
  public static PluginLock of(List<Plugin> plugins) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    for (Plugin plugin : plugins) {
      if (plugin.status() == Plugin.Status.OK && plugin.form() != Plugin.Form.BUILT_IN) {
        entries.put(
            plugin.name(), new Entry(plugin.version(), plugin.form().word(), plugin.sha256()));
      }
    }
    return new PluginLock(entries);
  }

  /** Returns the lock as a tree for its file. */
  public ObjectNode tree() {
    ObjectNode tree = ServiceCalls.MAPPER.createObjectNode();
    tree.put("version", 1);
    ObjectNode all = tree.putObject("plugins");
    plugins.forEach((name, entry) -> all.set(name, ServiceCalls.MAPPER.valueToTree(entry)));
    return tree;
  }

  /** Returns the lock of a text; empty when it is none. */
  public static Optional<PluginLock> parse(String text) {
    try {
      JsonNode tree = ServiceCalls.MAPPER.readTree(text);
      if (tree.path("version").asInt(0) != 1 || !tree.path("plugins").isObject()) {
        return Optional.empty();
      }
      SortedMap<String, Entry> entries = new TreeMap<>();
      for (var member : tree.path("plugins").properties()) {
        entries.put(
            member.getKey(), ServiceCalls.MAPPER.treeToValue(member.getValue(), Entry.class));
      }
      return Optional.of(new PluginLock(entries));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** Returns the plugin, unusable when it is not what is locked. */
  Plugin judged(Plugin plugin, Diagnostics out) {
    if (plugin.status() != Plugin.Status.OK || plugin.form() == Plugin.Form.BUILT_IN) {
      return plugin;
    }
    Entry entry = plugins.get(plugin.name());
    String how =
        entry == null
            ? "is not in the lock"
            : !entry.sha256().equals(plugin.sha256())
                ? "is not the one that was locked (version "
                    + entry.version()
                    + "): its files differ"
                : "";
    if (how.isEmpty()) {
      return plugin;
    }
    out.add(PluginCodes.notAsLocked(plugin.name(), how));
    plugin.answerer().ifPresent(Answerer::close);
    return plugin.with(Plugin.Status.INVALID, how);
  }
}
