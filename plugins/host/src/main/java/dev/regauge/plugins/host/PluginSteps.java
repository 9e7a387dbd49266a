package dev.regauge.plugins.host;

import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.host.config.ConfigNames;
import dev.regauge.plugins.host.config.ConfigRules;
import dev.regauge.plugins.host.manifest.ManifestFile;
import dev.regauge.plugins.host.manifest.PluginManifest;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The steps that a project's plugins declare, for those who offer them to an author.
 *
 * @param byType step to what it asks of its settings, by the type of the step
 */
public record PluginSteps(SortedMap<PluginType, SortedMap<String, ConfigRules>> byType) {

  /** No plugin, no step. */
  public static final PluginSteps NONE = new PluginSteps(new TreeMap<>());

  public PluginSteps {
    byType = Collections.unmodifiableSortedMap(new TreeMap<>(byType));
  }

  /** Returns the steps of the usable plugins; asks no plugin. */
  public static PluginSteps of(PluginRegistry registry) {
    ConfigRules asksNothing = new ConfigNames(List.of(), List.of());
    SortedMap<PluginType, SortedMap<String, ConfigRules>> byType = new TreeMap<>();
    for (Plugin plugin : registry.all()) {
      if (plugin.status() == Plugin.Status.OK && plugin.manifest().isPresent()) {
        PluginManifest manifest = plugin.manifest().get();
        manifest
            .steps()
            .forEach(
                (name, form) ->
                    byType
                        .computeIfAbsent(ManifestFile.typeOf(manifest, form), _ -> new TreeMap<>())
                        .put(name, plugin.forms().steps().getOrDefault(name, asksNothing)));
      }
    }
    return new PluginSteps(byType);
  }

  /** Returns the steps of a type by name. */
  public SortedMap<String, ConfigRules> of(PluginType type) {
    return byType.getOrDefault(type, new TreeMap<>());
  }
}
