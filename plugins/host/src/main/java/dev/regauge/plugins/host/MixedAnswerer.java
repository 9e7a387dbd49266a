package dev.regauge.plugins.host;

import dev.regauge.plugins.api.PluginType;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A jar that answers by code for some types, and by its manifest for others. */
record MixedAnswerer(Answerer coded, Answerer declared, Predicate<PluginType> isCoded)
    implements Answerer {

  @Override
  public JsonNode ask(PluginType type, JsonNode request) throws PluginFailure {
    return (isCoded.test(type) ? coded : declared).ask(type, request);
  }

  @Override
  public void load(PluginType type) throws PluginFailure {
    (isCoded.test(type) ? coded : declared).load(type);
  }

  @Override
  public void close() {
    coded.close();
  }
}
