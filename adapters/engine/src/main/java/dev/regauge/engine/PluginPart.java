package dev.regauge.engine;

import dev.regauge.engine.output.LockedPlugins;
import dev.regauge.plugins.host.Capabilities;
import dev.regauge.plugins.host.Choice;
import dev.regauge.plugins.host.ProductPlugins;
import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What plugins are to a product.
 *
 * @param plugins those that were asked, and which of them said something
 * @param choices the provider of each capability that somebody needs
 */
public record PluginPart(ProductPlugins plugins, List<Choice> choices) {

  public PluginPart {
    choices = List.copyOf(choices);
  }

  static PluginPart of(ProductPlugins plugins) {
    return new PluginPart(plugins, List.of());
  }

  /** Returns what a bundle's lock says of it. */
  LockedPlugins locked() {
    SortedMap<String, LockedPlugins.Entry> used = new TreeMap<>();
    plugins
        .used()
        .forEach(
            (name, plugin) ->
                used.put(name, new LockedPlugins.Entry(plugin.version(), plugin.sha256())));
    return new LockedPlugins(used, choices);
  }

  /** Returns the uses without those of capabilities that a plugin provides: no target is asked. */
  List<FeatureUse> without(List<FeatureUse> uses) {
    return choices.isEmpty()
        ? uses
        : uses.stream()
            .filter(
                use ->
                    use.feature() != Feature.CAPABILITY
                        || !Capabilities.isChosen(
                            choices, text(use, "type"), text(use, "provider")))
            .toList();
  }

  private static String text(FeatureUse use, String name) {
    return use.values().get(name) instanceof Value.Text(String text) ? text : "";
  }
}
