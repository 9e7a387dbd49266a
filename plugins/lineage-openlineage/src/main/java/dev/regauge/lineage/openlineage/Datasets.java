package dev.regauge.lineage.openlineage;

import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ColumnPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.ExternalPlan;
import dev.regauge.spec.plan.TablePlan;
import io.openlineage.client.OpenLineage;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables of a plan as datasets. */
final class Datasets {
  private final ExecutionPlan plan;
  private final LineageSettings settings;
  private final OpenLineage events;

  Datasets(ExecutionPlan plan, LineageSettings settings, OpenLineage events) {
    this.plan = plan;
    this.settings = settings;
    this.events = events;
  }

  /** Returns what an asset reads, in the order of the tables' names. */
  List<OpenLineage.InputDataset> inputs(AssetPlan asset) {
    return read(asset).entrySet().stream()
        .map(
            table ->
                events
                    .newInputDatasetBuilder()
                    .namespace(table.getValue())
                    .name(table.getKey())
                    .facets(schema(table.getKey()).build())
                    .build())
        .toList();
  }

  /** Returns what an asset writes, in the order of the tables' names. */
  List<OpenLineage.OutputDataset> outputs(AssetPlan asset) {
    SortedMap<String, String> read = read(asset);
    return asset.outputs().stream()
        .map(AssetPlan.Output::table)
        .sorted()
        .map(
            table -> {
              OpenLineage.DatasetFacetsBuilder facets = schema(table);
              columns(table, read).ifPresent(facets::columnLineage);
              return events
                  .newOutputDatasetBuilder()
                  .namespace(settings.namespace())
                  .name(table)
                  .facets(facets.build())
                  .build();
            })
        .toList();
  }

  /** Returns the namespace of each table that an asset reads. */
  private SortedMap<String, String> read(AssetPlan asset) {
    SortedMap<String, String> tables = new TreeMap<>();
    asset.inputs().forEach(input -> tables.put(input.table(), namespace(input)));
    return tables;
  }

  /** A table behind another product's port has that product's, so that both tell of one dataset. */
  private String namespace(AssetPlan.Input input) {
    return input
        .external()
        .map(plan.external()::get)
        .flatMap(ExternalPlan::port)
        .map(port -> port.domain() + "." + port.product())
        .orElse(settings.namespace());
  }

  private OpenLineage.DatasetFacetsBuilder schema(String table) {
    OpenLineage.DatasetFacetsBuilder facets = events.newDatasetFacetsBuilder();
    List<ColumnPlan> columns =
        Optional.ofNullable(plan.tables().get(table)).map(TablePlan::columns).orElse(List.of());
    if (settings.tells("schema") && !columns.isEmpty()) {
      facets.schema(
          events
              .newSchemaDatasetFacetBuilder()
              .fields(columns.stream().map(this::field).toList())
              .build());
    }
    return facets;
  }

  private OpenLineage.SchemaDatasetFacetFields field(ColumnPlan column) {
    OpenLineage.SchemaDatasetFacetFieldsBuilder field =
        events.newSchemaDatasetFacetFieldsBuilder().name(column.name()).type(column.type());
    column.doc().filter(doc -> !doc.isEmpty()).ifPresent(field::description);
    return field.build();
  }

  private Optional<OpenLineage.ColumnLineageDatasetFacet> columns(
      String table, SortedMap<String, String> read) {
    SortedMap<String, List<String>> from =
        Optional.ofNullable(plan.tables().get(table))
            .map(TablePlan::columnLineage)
            .orElse(new TreeMap<>());
    if (!settings.tells("columnLineage") || from.isEmpty()) {
      return Optional.empty();
    }
    OpenLineage.ColumnLineageDatasetFacetFieldsBuilder fields =
        events.newColumnLineageDatasetFacetFieldsBuilder();
    from.forEach(
        (column, sources) ->
            fields.put(
                column,
                events
                    .newColumnLineageDatasetFacetFieldsAdditionalBuilder()
                    .inputFields(sources.stream().map(source -> source(source, read)).toList())
                    .build()));
    return Optional.of(events.newColumnLineageDatasetFacetBuilder().fields(fields.build()).build());
  }

  /** Reads {@code namespace.table.column}: the last dot ends the table's name. */
  private OpenLineage.InputField source(String text, SortedMap<String, String> read) {
    int dot = text.lastIndexOf('.');
    String table = text.substring(0, Math.max(dot, 0));
    return events
        .newInputFieldBuilder()
        .namespace(read.getOrDefault(table, settings.namespace()))
        .name(table)
        .field(text.substring(dot + 1))
        .build();
  }
}
