package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TableSpec;
import dev.regauge.spec.model.TableSpec.ColumnSpec;
import dev.regauge.spec.model.TableSpec.DedupeSpec;
import dev.regauge.spec.model.TableSpec.EvolutionSpec;
import dev.regauge.spec.model.TableSpec.PartitionFieldSpec;
import dev.regauge.spec.model.TableSpec.RetentionSpec;
import dev.regauge.spec.model.TableSpec.SortFieldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A table of the product as far as its columns go, whether an asset writes it or not.
 *
 * @param path the output or the entry of {@code tables}
 * @param partitionSet that of the asset which writes it
 */
record TableColumns(
    String table,
    SpecPath path,
    Optional<String> partitionSet,
    List<ColumnSpec> columns,
    List<String> key,
    List<PartitionFieldSpec> partitionBy,
    List<SortFieldSpec> sortBy,
    List<String> was,
    List<String> metadataColumns,
    Optional<DedupeSpec> dedupe,
    SortedMap<String, List<String>> columnLineage,
    Optional<EvolutionSpec> evolution,
    Optional<RetentionSpec> retention) {

  /** Returns every table in the file's order. */
  static List<TableColumns> of(SpecGraph graph) {
    List<TableColumns> all = new ArrayList<>();
    for (AssetNode asset : graph.writtenAssets()) {
      for (AssetNode.Output output : asset.outputs()) {
        all.add(
            new TableColumns(
                output.table(),
                output.path(),
                asset.partitionSet(),
                output.spec().columns(),
                output.spec().key(),
                output.spec().partitionBy(),
                output.spec().sortBy(),
                output.spec().was(),
                output.spec().metadataColumns(),
                output.spec().dedupe(),
                output.spec().columnLineage(),
                output.spec().evolution(),
                output.spec().retention()));
      }
    }
    List<TableSpec> tables = graph.product().tables();
    for (int i = 0; i < tables.size(); i++) {
      TableSpec table = tables.get(i);
      all.add(
          new TableColumns(
              table.name(),
              SpecPath.of("tables").at(i),
              Optional.empty(),
              table.columns(),
              table.key(),
              table.partitionBy(),
              table.sortBy(),
              table.was(),
              table.metadataColumns(),
              table.dedupe(),
              table.columnLineage(),
              table.evolution(),
              table.retention()));
    }
    return all;
  }

  /** Returns the type of a declared column. */
  Optional<String> typeOf(String column) {
    return columns.stream()
        .filter(declared -> declared.name().equals(column))
        .map(ColumnSpec::type)
        .findFirst();
  }
}
