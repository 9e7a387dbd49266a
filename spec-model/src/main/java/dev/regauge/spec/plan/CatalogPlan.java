package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.SortedMap;

/**
 * An Iceberg catalog.
 *
 * @param type {@code jdbc}, {@code rest}, ... as in the spec; {@code embedded} is the default one:
 *     sqlite and a warehouse folder under {@code $REGAUGE_DATA}
 * @param settings {@code uri}, {@code warehouse}, {@code credential} and further properties
 * @param targets the engines that use it
 * @param capabilities what it can: {@code branches}, {@code views}, {@code multi_table_commit}
 */
public record CatalogPlan(
    String name,
    String type,
    boolean isDefault,
    SortedMap<String, Value> settings,
    List<String> targets,
    List<String> capabilities) {}
