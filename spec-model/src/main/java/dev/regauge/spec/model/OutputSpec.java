package dev.regauge.spec.model;

import dev.regauge.spec.model.TableSpec.ColumnSpec;
import dev.regauge.spec.model.TableSpec.PartitionFieldSpec;
import dev.regauge.spec.model.TableSpec.SortFieldSpec;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A table that an asset writes, and how. */
public record OutputSpec(
    @Format(TextFormat.TABLE_NAME) Optional<String> table,
    @Format(TextFormat.NAME) Optional<String> catalog,
    Optional<String> description,
    @Choice({"replace", "append", "merge"}) Optional<String> write,
    @Format(TextFormat.NAME) List<String> key,
    List<ColumnSpec> columns,
    List<PartitionFieldSpec> partitionBy,
    List<SortFieldSpec> sortBy,
    @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, String> properties) {}
