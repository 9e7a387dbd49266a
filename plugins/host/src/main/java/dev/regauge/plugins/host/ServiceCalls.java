package dev.regauge.plugins.host;

import dev.regauge.plugins.api.AdapterExtension;
import dev.regauge.plugins.api.BundleRequest;
import dev.regauge.plugins.api.ChartProvider;
import dev.regauge.plugins.api.CommandPlugin;
import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.api.ProductRequest;
import dev.regauge.plugins.api.QualityPlugin;
import dev.regauge.plugins.api.SecretsPlugin;
import dev.regauge.plugins.api.SemanticProvider;
import dev.regauge.plugins.api.SourcePlugin;
import dev.regauge.plugins.api.SpecProvider;
import dev.regauge.plugins.api.StepRequest;
import dev.regauge.plugins.api.TransformPlugin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns plain requests into calls of a plugin's interface, and its answers into plain data. */
public final class ServiceCalls {

  /** Plain data ↔ the records of the plugin API. */
  public static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ServiceCalls() {}

  /** Asks the service, which is of the type's interface; what it throws comes through. */
  public static JsonNode ask(PluginType type, Object service, JsonNode request) {
    Object answer =
        switch (type) {
          case ASSET, RESOURCE, COMPUTE, SERVICE, HOOK ->
              ((SpecProvider) service).provide(read(request, ProductRequest.class));
          case SEMANTIC -> ((SemanticProvider) service).models(read(request, ProductRequest.class));
          case SOURCE -> ((SourcePlugin) service).source(read(request, StepRequest.class));
          case TRANSFORM -> ((TransformPlugin) service).transform(read(request, StepRequest.class));
          case QUALITY -> ((QualityPlugin) service).test(read(request, StepRequest.class));
          case SECRETS -> ((SecretsPlugin) service).secret(read(request, StepRequest.class));
          case EXTENSION -> ((AdapterExtension) service).files(read(request, BundleRequest.class));
          case CHARTS -> ((ChartProvider) service).chart(read(request, BundleRequest.class));
          case COMMAND -> ((CommandPlugin) service).run(read(request, CommandPlugin.Request.class));
          case ORCHESTRATOR, CATALOG ->
              throw new IllegalArgumentException(type.word() + " is asked by its own interface");
        };
    return MAPPER.valueToTree(answer);
  }

  private static <T> T read(JsonNode request, Class<T> type) {
    return MAPPER.treeToValue(request, type);
  }
}
