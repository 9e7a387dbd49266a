package dev.regauge.plugins.host;

import dev.regauge.plugins.api.PluginType;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A plugin whose code runs in this process, since it is built in or the project trusts it. */
final class ServiceAnswerer implements Answerer {
  private final ClassLoader loader;
  private final SortedMap<PluginType, Object> services = new TreeMap<>();

  ServiceAnswerer(ClassLoader loader) {
    this.loader = loader;
  }

  @Override
  public JsonNode ask(PluginType type, JsonNode request) throws PluginFailure {
    Object service = service(type);
    try {
      return ServiceCalls.ask(type, service, request);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw new PluginFailure("failed: " + firstLine(e));
    }
  }

  @Override
  public void load(PluginType type) throws PluginFailure {
    service(type);
  }

  /** Returns what answers for the type; only what the plugin itself brings. */
  synchronized Object service(PluginType type) throws PluginFailure {
    Object known = services.get(type);
    if (known != null) {
      return known;
    }
    try {
      for (ServiceLoader.Provider<?> provider :
          ServiceLoader.load(type.service(), loader).stream().toList()) {
        if (loader.equals(provider.type().getClassLoader())) {
          Object made = provider.get();
          services.put(type, made);
          return made;
        }
      }
    } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
      throw new PluginFailure("cannot be loaded: " + firstLine(e));
    }
    throw new PluginFailure("has no service " + type.service().getName());
  }

  /** Returns what a throwable says, on one line. */
  static String firstLine(Throwable failure) {
    return failure.toString().lines().findFirst().orElse(failure.getClass().getName());
  }
}
