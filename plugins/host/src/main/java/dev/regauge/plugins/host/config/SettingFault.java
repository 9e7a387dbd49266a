package dev.regauge.plugins.host.config;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One mistake in the settings of a plugin.
 *
 * @param path keys and positions in lists, from the settings down; empty = the settings themselves
 * @param isKey whether it is the key that is wrong, and not its value
 * @param message makes a sentence without a full stop of who has the settings
 * @param help what to write; may be empty
 */
public record SettingFault(
    List<String> path, boolean isKey, UnaryOperator<String> message, String help) {

  public SettingFault {
    path = List.copyOf(path);
  }
}
