package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A named dependency that is handed to a run.
 *
 * @param type {@code duckdb}, {@code postgres}, {@code trino}, {@code http}, {@code python} …
 * @param factory for {@code python}: the {@code pkg.mod:fn} that makes it
 * @param scope {@code internal}, or {@code edge} for what only services outside may use
 */
public record ResourcePlan(
    String name,
    String type,
    Optional<String> factory,
    SortedMap<String, Value> config,
    String scope) {}
