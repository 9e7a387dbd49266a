package dev.regauge.plugins.api;

import java.util.List;
import java.util.Optional;

/**
 * Who a plugin is, as its {@code plugin.yaml} says.
 *
 * @param version the plugin's own, three numbers
 * @param apiVersion the version of the plugin API that it is written for
 * @param type what it is
 * @param also what else it is: a jar may bring its charts along
 * @param provides its capabilities, {@code type:name}
 * @param requires the capabilities that it cannot do without: {@code type:name}, or {@code type}
 *     for any of that type
 * @param optional those that it would use
 */
public record PluginMetadata(
    String name,
    String version,
    String apiVersion,
    PluginType type,
    List<PluginType> also,
    Optional<String> description,
    Optional<String> author,
    Optional<String> homepage,
    Optional<String> documentation,
    List<String> tags,
    Optional<String> license,
    List<String> provides,
    List<String> requires,
    List<String> optional) {

  public PluginMetadata {
    also = List.copyOf(also);
    tags = List.copyOf(tags);
    provides = List.copyOf(provides);
    requires = List.copyOf(requires);
    optional = List.copyOf(optional);
  }

  /** Whether the plugin is of that type, among others. */
  public boolean is(PluginType asked) {
    return type == asked || also.contains(asked);
  }
}
