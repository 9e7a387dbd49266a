package dev.regauge.spec.plan;

import java.util.List;
import java.util.Optional;

/** A column of a table; {@code type} is an Iceberg type such as {@code decimal(18,2)}. */
public record ColumnPlan(
    String name,
    String type,
    boolean required,
    Optional<String> doc,
    boolean primaryKey,
    boolean unique,
    Optional<Integer> id,
    List<String> was,
    String classification,
    Optional<String> piiType) {}
