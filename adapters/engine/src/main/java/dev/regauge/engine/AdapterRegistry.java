package dev.regauge.engine;

import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.plugins.host.PluginAdapters;
import dev.regauge.plugins.host.PluginRegistry;
import dev.regauge.spec.model.SignalForm;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The adapters on the class path, by id. */
public final class AdapterRegistry {
  private final SortedMap<String, OrchestratorAdapter<?>> byId = new TreeMap<>();

  private AdapterRegistry(Iterable<? extends OrchestratorAdapter<?>> adapters) {
    for (OrchestratorAdapter<?> adapter : adapters) {
      String id = idOf(adapter);
      OrchestratorAdapter<?> before = byId.put(id, adapter);
      if (before != null) {
        throw new BrokenAdapter(
            String.format(
                Locale.ROOT,
                "two adapters are called '%s': %s and %s",
                id,
                before.getClass().getName(),
                adapter.getClass().getName()));
      }
    }
  }

  private static String idOf(OrchestratorAdapter<?> adapter) {
    try {
      return adapter.descriptor().id().value();
    } catch (RuntimeException | LinkageError e) {
      throw new BrokenAdapter(
          "adapter '" + adapter.getClass().getName() + "' does not describe itself: " + e, e);
    }
  }

  /**
   * Returns the adapters that {@link ServiceLoader} finds.
   *
   * @throws BrokenAdapter when one of them cannot be loaded
   */
  @SuppressWarnings("rawtypes") // a service type is a class literal, which has no type argument
  public static AdapterRegistry installed() {
    SortedMap<String, OrchestratorAdapter<?>> found = new TreeMap<>();
    try {
      for (OrchestratorAdapter adapter : ServiceLoader.load(OrchestratorAdapter.class)) {
        found.put(adapter.getClass().getName(), adapter);
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new BrokenAdapter("an adapter cannot be loaded: " + e.getMessage(), e);
    }
    return new AdapterRegistry(found.values());
  }

  /**
   * Returns the adapters that are installed, and those that the plugins bring.
   *
   * @throws BrokenAdapter when one of them cannot be loaded, or two have one id
   */
  public static AdapterRegistry installed(PluginRegistry plugins) {
    SortedMap<String, OrchestratorAdapter<?>> all = new TreeMap<>(installed().byId);
    PluginAdapters.of(plugins)
        .forEach(
            adapter -> {
              String id = idOf(adapter);
              if (all.putIfAbsent(id, adapter) != null) {
                throw new BrokenAdapter("two adapters are called '" + id + "'; deny one of them");
              }
            });
    return new AdapterRegistry(all.values());
  }

  /** Returns a registry of these. */
  public static AdapterRegistry of(Collection<? extends OrchestratorAdapter<?>> adapters) {
    return new AdapterRegistry(adapters);
  }

  /** Returns the adapter of that id. */
  public Optional<OrchestratorAdapter<?>> adapter(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns what an {@code external} may say of the targets, by the adapter's id. */
  public SortedMap<String, SignalForm> signals() {
    SortedMap<String, SignalForm> signals = new TreeMap<>();
    byId.forEach(
        (id, adapter) -> adapter.descriptor().signal().ifPresent(form -> signals.put(id, form)));
    return signals;
  }

  /** Returns all, by id. */
  public SortedMap<String, OrchestratorAdapter<?>> all() {
    return Collections.unmodifiableSortedMap(byId);
  }
}
