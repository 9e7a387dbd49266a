package dev.regauge.engine;

import dev.regauge.adapters.spi.OrchestratorAdapter;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The adapters on the class path, by id. */
public final class AdapterRegistry {
  private final SortedMap<String, OrchestratorAdapter<?>> byId = new TreeMap<>();

  private AdapterRegistry(Iterable<? extends OrchestratorAdapter<?>> adapters) {
    for (OrchestratorAdapter<?> adapter : adapters) {
      String id = adapter.descriptor().id().value();
      OrchestratorAdapter<?> before = byId.put(id, adapter);
      if (before != null) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "two adapters are called '%s': %s and %s",
                id,
                before.getClass().getName(),
                adapter.getClass().getName()));
      }
    }
  }

  /** Returns the adapters that {@link ServiceLoader} finds. */
  @SuppressWarnings("rawtypes") // a service type is a class literal, which has no type argument
  public static AdapterRegistry installed() {
    SortedMap<String, OrchestratorAdapter<?>> found = new TreeMap<>();
    for (OrchestratorAdapter adapter : ServiceLoader.load(OrchestratorAdapter.class)) {
      found.put(adapter.getClass().getName(), adapter);
    }
    return new AdapterRegistry(found.values());
  }

  /** Returns a registry of these. */
  public static AdapterRegistry of(Collection<? extends OrchestratorAdapter<?>> adapters) {
    return new AdapterRegistry(adapters);
  }

  /** Returns the adapter of that id. */
  public Optional<OrchestratorAdapter<?>> adapter(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns all, by id. */
  public SortedMap<String, OrchestratorAdapter<?>> all() {
    return Collections.unmodifiableSortedMap(byId);
  }
}
