package dev.regauge.spec.feature;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.graph.Upkeep;
import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.OutputSpec;
import dev.regauge.spec.model.TableSpec;
import dev.regauge.spec.model.TableSpec.ColumnSpec;
import dev.regauge.spec.model.TableSpec.EvolutionSpec;
import dev.regauge.spec.model.TableSpec.RetentionSpec;
import java.util.List;
import java.util.Optional;

/**
 * Finds what a table asks for and the plan does not have: no target carries it out yet. A value
 * that equals its default asks for nothing.
 */
final class LaterTableUses {

  private final SpecGraph graph;
  private final FoundUses found;

  LaterTableUses(SpecGraph graph, FoundUses found) {
    this.graph = graph;
    this.found = found;
  }

  void scan() {
    for (AssetNode asset : graph.writtenAssets()) {
      String branch = asset.spec().checks().stream().anyMatch(CheckSpec::blocks) ? "audit" : "main";
      for (AssetNode.Output output : asset.outputs()) {
        new OneTable(
                output.table(),
                "assets[" + asset.key() + "].outputs[" + output.table() + "]",
                output.path())
            .scan(output.spec(), branch);
      }
    }
    List<TableSpec> tables = graph.product().tables();
    for (int i = 0; i < tables.size(); i++) {
      String name = tables.get(i).name();
      new OneTable(name, "tables[" + name + "]", SpecPath.of("tables").at(i)).scan(tables.get(i));
    }
  }

  /** A table with its place. */
  private final class OneTable {
    private final String table;
    private final String address;
    private final SpecPath path;

    OneTable(String table, String address, SpecPath path) {
      this.table = table;
      this.address = address;
      this.path = path;
    }

    void scan(OutputSpec spec, String branch) {
      if (spec.dedupe().isPresent()) {
        one(Feature.DEDUPE, "dedupe");
      }
      layer(spec.layer());
      renamed(spec.was());
      lineage(!spec.columnLineage().isEmpty());
      columns(spec.columns());
      added(spec.metadataColumns());
      kept(spec.location().isPresent(), spec.evolution(), spec.retention());
      branch(spec.branch(), branch);
    }

    void scan(TableSpec spec) {
      if (spec.write().isPresent() || !spec.key().isEmpty() || spec.dedupe().isPresent()) {
        String field = spec.write().isPresent() ? "write" : spec.key().isEmpty() ? "dedupe" : "key";
        one(Feature.SHARED_TABLE, field);
      }
      layer(spec.layer());
      renamed(spec.was());
      lineage(!spec.columnLineage().isEmpty());
      columns(spec.columns());
      added(spec.metadataColumns());
      kept(spec.location().isPresent(), spec.evolution(), spec.retention());
      branch(spec.branch(), "main");
    }

    private void layer(Optional<String> layer) {
      if (layer.filter(said -> !said.equals(TableSpec.layerOf(table))).isPresent()) {
        one(Feature.TABLE_LAYER, "layer");
      }
    }

    private void renamed(List<String> was) {
      if (!was.isEmpty()) {
        one(Feature.TABLE_RENAME, "was");
      }
    }

    private void lineage(boolean isSaid) {
      if (isSaid) {
        one(Feature.COLUMN_LINEAGE, "columnLineage");
      }
    }

    private void added(List<String> columns) {
      if (!columns.isEmpty()) {
        one(Feature.METADATA_COLUMNS, "metadataColumns");
      }
    }

    private void kept(
        boolean isPlaced, Optional<EvolutionSpec> evolution, Optional<RetentionSpec> retention) {
      if (isPlaced) {
        one(Feature.TABLE_LOCATION, "location");
      }
      if (evolution
          .filter(
              spec ->
                  !spec.mode().orElse("additive").equals("additive")
                      || spec.allowBreaking().orElse(false))
          .isPresent()) {
        one(Feature.TABLE_EVOLUTION, "evolution");
      }
      if (retention.isPresent()) {
        // Old rows are deleted by upkeep, which a rule asks for; old snapshots if it expires any.
        boolean isExpired =
            Upkeep.runs(graph).stream()
                .filter(run -> run.expireSnapshots().isPresent())
                .anyMatch(run -> Upkeep.tables(graph, run).anyMatch(table::equals));
        boolean isOfRowsOnly =
            retention.get().snapshotMaxAge().isEmpty() && retention.get().keepLast().isEmpty();
        found.add(
            Feature.TABLE_RETENTION,
            address + ".retention",
            path.field("retention"),
            UsedValues.none().with("table", table).with("isExpired", isExpired || isOfRowsOnly));
      }
    }

    private void branch(Optional<String> branch, String usual) {
      if (branch.filter(said -> !said.equals(usual)).isPresent()) {
        found.add(
            Feature.TABLE_BRANCH,
            address + ".branch",
            path.field("branch"),
            UsedValues.none().with("table", table).with("branch", branch.orElseThrow()));
      }
    }

    private void columns(List<ColumnSpec> columns) {
      for (int i = 0; i < columns.size(); i++) {
        ColumnSpec column = columns.get(i);
        boolean isClassified =
            !column.classification().orElse("internal").equals("internal")
                || column.piiType().isPresent();
        if (!column.was().isEmpty()) {
          column(Feature.COLUMN_RENAME, i, column.name(), "was");
        }
        if (isClassified) {
          boolean isType = column.piiType().isPresent() && column.classification().isEmpty();
          column(Feature.CLASSIFICATION, i, column.name(), isType ? "piiType" : "classification");
        }
      }
    }

    private void column(Feature feature, int position, String column, String field) {
      found.add(
          feature,
          address + ".columns[" + column + "]." + field,
          path.field("columns").at(position).field(field),
          UsedValues.none().with("table", table).with("column", column));
    }

    private void one(Feature feature, String field) {
      found.add(
          feature,
          address + "." + field,
          path.field(field),
          UsedValues.none().with("table", table));
    }
  }
}
