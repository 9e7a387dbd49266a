package dev.regauge.spec.plan;

import java.util.List;
import java.util.SortedMap;

/**
 * What a step does about its own events.
 *
 * @param events empty = all
 * @param assets empty = all
 * @param tags those that an asset has, all of them; empty = any asset
 * @param priority the lower goes first
 * @param failurePolicy {@code ignore}, {@code log} or {@code raise}
 */
public record HookPlan(
    String name,
    List<String> events,
    List<String> assets,
    SortedMap<String, String> tags,
    int priority,
    String failurePolicy,
    long timeoutSeconds,
    ActionPlan action) {

  /** Whether it listens to nothing but starts and stops of services, which no step tells. */
  private boolean isOfServices() {
    return !events.isEmpty() && events.stream().allMatch(event -> event.startsWith("service."));
  }

  /** Whether the hook listens to an asset: by its key, and by all of the hook's tags. */
  public boolean concerns(AssetPlan asset) {
    return !isOfServices()
        && (assets.isEmpty() || assets.contains(asset.key()))
        && asset.tags().entrySet().containsAll(tags.entrySet());
  }
}
