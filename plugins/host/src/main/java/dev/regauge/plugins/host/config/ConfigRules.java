package dev.regauge.plugins.host.config;

import dev.regauge.plugins.host.PluginFailure;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What a plugin asks of settings. */
public interface ConfigRules {

  /** Returns the names of the settings that must be given. */
  List<String> required();

  /** Returns the names of those that may be given. */
  List<String> optional();

  /** Whether no other setting may be given. */
  boolean isClosed();

  /** Returns what a setting is, in the plugin's words; empty when it says nothing. */
  default String about(String setting) {
    return "";
  }

  /**
   * Returns what is wrong with the settings, in the order of their paths.
   *
   * @throws PluginFailure when the plugin's rules cannot be applied
   */
  List<SettingFault> faults(ObjectNode settings) throws PluginFailure;
}
