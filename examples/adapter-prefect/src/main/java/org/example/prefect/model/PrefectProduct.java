package org.example.prefect.model;

import java.util.List;
import java.util.SortedMap;

/**
 * A product as Prefect gets it.
 *
 * @param scope the prefix of what is global in Prefect: limits, the keys of assets
 * @param packageName the Python package, {@code weather_prefect}
 * @param limits slots of the global concurrency limits, by name
 * @param poolOfLimit the pool's name in the product, under which environments give other slots
 * @param tags of every deployment
 */
public record PrefectProduct(
    String name,
    String identifier,
    String scope,
    String packageName,
    String version,
    String description,
    String owner,
    List<MaterializingTask> tasks,
    List<JobFlow> flows,
    SortedMap<String, Integer> limits,
    SortedMap<String, String> poolOfLimit,
    boolean hasEnvironments,
    List<String> tags) {

  public PrefectProduct {
    tasks = List.copyOf(tasks);
    flows = List.copyOf(flows);
    tags = List.copyOf(tags);
  }
}
