package dev.regauge.plugins.host.config;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a plugin asks of its own settings, and of those of each of its steps.
 *
 * @param own empty when its own settings may be anything
 * @param steps by name; a step that is not in it judges its settings by code
 */
public record ConfigForms(Optional<ConfigSchema> own, SortedMap<String, ConfigRules> steps) {

  /** Asks nothing. */
  public static final ConfigForms NONE = new ConfigForms(Optional.empty(), new TreeMap<>());

  public ConfigForms {
    steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
  }
}
