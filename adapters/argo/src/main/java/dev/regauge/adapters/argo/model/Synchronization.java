package dev.regauge.adapters.argo.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import java.util.List;

/** Locks held while a template runs. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Synchronization(List<Semaphore> semaphores, List<Mutex> mutexes) {

  /** One of as many holders as a ConfigMap's key says. */
  public record Semaphore(ConfigMapKeySelector configMapKeyRef) {}

  /** The only holder. */
  public record Mutex(String name) {}

  /** Returns a lock with as many holders as the ConfigMap's key says. */
  public static Synchronization semaphore(String configMap, String key) {
    return new Synchronization(
        List.of(new Semaphore(new ConfigMapKeySelector(key, configMap, null))), List.of());
  }

  /** Returns a lock with one holder. */
  public static Synchronization mutex(String name) {
    return new Synchronization(List.of(), List.of(new Mutex(name)));
  }
}
