package dev.regauge.spec.model;

import dev.regauge.spec.model.TableSpec.ColumnSpec;
import dev.regauge.spec.model.TableSpec.PartitionFieldSpec;
import dev.regauge.spec.model.TableSpec.SortFieldSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A table that an asset writes, and how. */
public record OutputSpec(
    Optional<String> table,
    Optional<String> catalog,
    Optional<String> description,
    Optional<String> write,
    List<String> key,
    List<ColumnSpec> columns,
    List<PartitionFieldSpec> partitionBy,
    List<SortFieldSpec> sortBy,
    SortedMap<String, String> properties) {}
