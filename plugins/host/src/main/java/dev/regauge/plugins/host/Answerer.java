package dev.regauge.plugins.host;

import dev.regauge.plugins.api.PluginType;
import tools.jackson.databind.JsonNode;

/** A plugin that can be asked, wherever its code runs. */
public interface Answerer extends AutoCloseable {

  /**
   * Returns the answer to a request, both as plain data.
   *
   * @throws PluginFailure when it throws, dies, hangs or says too much
   */
  JsonNode ask(PluginType type, JsonNode request) throws PluginFailure;

  /**
   * Makes ready what answers for that type.
   *
   * @throws PluginFailure when it is not there or cannot be made
   */
  void load(PluginType type) throws PluginFailure;

  @Override
  default void close() {}
}
