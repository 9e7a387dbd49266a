package dev.regauge.spec.model;

import dev.regauge.spec.model.TableSpec.ColumnSpec;
import dev.regauge.spec.model.TableSpec.DedupeSpec;
import dev.regauge.spec.model.TableSpec.EvolutionSpec;
import dev.regauge.spec.model.TableSpec.PartitionFieldSpec;
import dev.regauge.spec.model.TableSpec.RetentionSpec;
import dev.regauge.spec.model.TableSpec.SortFieldSpec;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.TextFormat;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A table that an asset writes, and how.
 *
 * @param layer where it stands between raw and ready; from the namespace when absent
 * @param was old names, whose history it has
 * @param dedupe which of several rows with one key is kept, before they are written
 * @param columnLineage where each column comes from, as {@code table.column}
 * @param metadataColumns columns that the step adds to every row
 * @param location where the files lie; the catalog chooses when absent
 * @param branch the branch that is written; {@code audit} = written, audited, then published
 */
public record OutputSpec(
    @Format(TextFormat.TABLE_NAME) Optional<String> table,
    @Format(TextFormat.NAME) Optional<String> catalog,
    @Choice({"bronze", "silver", "gold", "custom"}) Optional<String> layer,
    Optional<String> description,
    @Format(TextFormat.TABLE_NAME) List<String> was,
    @Choice({"replace", "append", "merge"}) Optional<String> write,
    @Format(TextFormat.NAME) List<String> key,
    Optional<DedupeSpec> dedupe,
    @KeyFormat(TextFormat.NAME) @Format(TextFormat.ONE_LINE)
        SortedMap<String, List<String>> columnLineage,
    List<ColumnSpec> columns,
    @Choice({"ingested_at", "row_id", "run_id"}) List<String> metadataColumns,
    List<PartitionFieldSpec> partitionBy,
    List<SortFieldSpec> sortBy,
    Optional<Value> location,
    @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, String> properties,
    Optional<EvolutionSpec> evolution,
    Optional<RetentionSpec> retention,
    @Format(TextFormat.NAME) Optional<String> branch) {

  /** The output of an asset that says nothing about it. */
  public static final OutputSpec UNSAID =
      new OutputSpec(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Collections.emptySortedMap(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          Collections.emptySortedMap(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
