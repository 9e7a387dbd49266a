package org.example.prefect.model;

import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An asset as a task that materializes it.
 *
 * @param key the asset's key in the product
 * @param function {@code silver__days_step}: the suffix keeps it apart from every import
 * @param uri the asset's key in Prefect
 * @param upstream the keys in Prefect of what comes before it
 * @param retryWaits seconds before retry 1, 2, …
 * @param prefectWaits how long Prefect waits of these; the rest is drawn or told by the step
 * @param limit the global concurrency limit of which an attempt holds {@code slots}
 */
public record MaterializingTask(
    String key,
    String identifier,
    String function,
    String uri,
    String name,
    Optional<String> description,
    List<String> owners,
    List<String> upstream,
    List<String> tags,
    SortedMap<String, Value> metadata,
    List<Double> retryWaits,
    List<Double> prefectWaits,
    Optional<String> limit,
    int slots) {}
