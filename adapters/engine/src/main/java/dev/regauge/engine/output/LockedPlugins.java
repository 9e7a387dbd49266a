package dev.regauge.engine.output;

import dev.regauge.plugins.host.Choice;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a bundle owes to plugins.
 *
 * @param plugins their versions and digests, by name
 * @param choices the provider of each capability, with the reason
 */
public record LockedPlugins(SortedMap<String, Entry> plugins, List<Choice> choices) {

  /** A bundle that owes nothing. */
  public static final LockedPlugins NONE = new LockedPlugins(new TreeMap<>(), List.of());

  /** A plugin. */
  public record Entry(String version, String sha256) {}

  public LockedPlugins {
    plugins = Collections.unmodifiableSortedMap(new TreeMap<>(plugins));
    choices = List.copyOf(choices);
  }

  /** Writes it into the lock's tree; nothing where there is nothing. */
  void writeTo(ObjectNode lock) {
    if (!plugins.isEmpty()) {
      ObjectNode all = lock.putObject("plugins");
      plugins.forEach(
          (name, entry) ->
              all.putObject(name).put("version", entry.version()).put("sha256", entry.sha256()));
    }
    if (!choices.isEmpty()) {
      ArrayNode all = lock.putArray("capabilities");
      for (Choice choice : choices) {
        all.addObject()
            .put("owner", choice.owner())
            .put("type", choice.type())
            .put("provider", choice.provider())
            .put("reason", choice.reason());
      }
    }
  }
}
