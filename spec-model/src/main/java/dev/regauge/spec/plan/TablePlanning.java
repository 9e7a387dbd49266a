package dev.regauge.spec.plan;

import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.DbtModels;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.ExternalSpec;
import dev.regauge.spec.model.OutputSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.ResourceSpec;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.TableSpec;
import dev.regauge.spec.model.TableSpec.ColumnSpec;
import dev.regauge.spec.model.TableSpec.DedupeSpec;
import dev.regauge.spec.model.TableSpec.EvolutionSpec;
import dev.regauge.spec.model.TableSpec.PartitionFieldSpec;
import dev.regauge.spec.model.TableSpec.RetentionSpec;
import dev.regauge.spec.model.TableSpec.SortFieldSpec;
import dev.regauge.spec.model.Warehouses;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decides where tables live and what they look like. */
final class TablePlanning {

  private final ProductSpec product;
  private final DbtModels dbt;
  private final String defaultCatalog;

  TablePlanning(SpecGraph graph, SortedMap<String, CatalogPlan> catalogs) {
    this.product = graph.product();
    this.dbt = graph.dbt();
    this.defaultCatalog =
        catalogs.values().stream()
            .filter(CatalogPlan::isDefault)
            .map(CatalogPlan::name)
            .findFirst()
            .orElse(catalogs.firstKey());
  }

  /** Returns a table that is made elsewhere. */
  TablePlan declared(TableSpec spec) {
    String store = spec.catalog().orElse(defaultCatalog);
    return new TablePlan(
        spec.name(),
        store,
        kindOf(store),
        Optional.empty(),
        spec.description().filter(text -> !text.isEmpty()),
        columns(spec.columns()),
        partitionBy(spec.partitionBy()),
        sortBy(spec.sortBy()),
        spec.properties(),
        spec.layer().orElseGet(() -> TableSpec.layerOf(spec.name())),
        RunPlanning.sorted(spec.was()),
        spec.write(),
        spec.key(),
        spec.dedupe().map(TablePlanning::dedupe),
        lineage(spec.columnLineage()),
        RunPlanning.sorted(spec.metadataColumns()),
        spec.location(),
        evolution(spec.evolution()),
        spec.retention().map(TablePlanning::retention),
        spec.branch().orElse("main"));
  }

  /** Returns the table of something that is made elsewhere, which has its maker's columns. */
  TablePlan outside(String name, ExternalSpec spec) {
    String store = spec.catalog().orElse(defaultCatalog);
    return new TablePlan(
        name,
        store,
        kindOf(store),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        new TreeMap<>(),
        TableSpec.layerOf(name),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        new TreeMap<>(),
        List.of(),
        Optional.empty(),
        evolution(Optional.empty()),
        Optional.empty(),
        "main");
  }

  /** Returns a table that an asset writes. */
  TablePlan written(AssetNode asset, AssetNode.Output output) {
    OutputSpec spec = output.spec();
    String store = storeOf(asset, spec);
    return new TablePlan(
        output.table(),
        store,
        kindOf(store),
        Optional.of(asset.key()),
        spec.description()
            .or(() -> ofModel(asset, output))
            .or(asset.spec()::description)
            .filter(text -> !text.isEmpty()),
        columns(spec.columns()),
        partitionBy(spec.partitionBy()),
        sortBy(spec.sortBy()),
        spec.properties(),
        spec.layer().orElseGet(() -> TableSpec.layerOf(output.table())),
        RunPlanning.sorted(spec.was()),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        lineage(spec.columnLineage()),
        RunPlanning.sorted(spec.metadataColumns()),
        spec.location(),
        evolution(spec.evolution()),
        spec.retention().map(TablePlanning::retention),
        spec.branch().orElseGet(() -> blocks(asset) ? "audit" : "main"));
  }

  /** What the project says of the one of several models that makes a table. */
  private Optional<String> ofModel(AssetNode asset, AssetNode.Output output) {
    return asset.spec().run() instanceof RunSpec.Dbt run && run.isGroup()
        ? dbt.ofAsset(asset.key()).stream()
            .filter(model -> model.output(run, asset.outputs()).filter(output::equals).isPresent())
            .map(model -> model.node().description())
            .filter(text -> !text.isEmpty())
            .findFirst()
        : Optional.empty();
  }

  /**
   * Whether a check of the asset keeps bad rows from readers, a test of its dbt model among them.
   */
  private boolean blocks(AssetNode asset) {
    return asset.spec().checks().stream().anyMatch(CheckSpec::blocks)
        || DbtTests.checks(asset.spec(), asset.outputs(), dbt.ofAsset(asset.key())).stream()
            .anyMatch(check -> check.onFail().equals("block"));
  }

  /**
   * Whether readers of a table can be kept from rows that are not yet audited: an Iceberg catalog
   * has branches.
   */
  boolean isInCatalog(AssetNode asset, AssetNode.Output output) {
    return kindOf(storeOf(asset, output.spec())).equals("catalog");
  }

  /** Returns the type of the resource that holds the output, for example {@code postgres}. */
  String storeType(AssetNode asset, AssetNode.Output output) {
    String store = storeOf(asset, output.spec());
    return Optional.ofNullable(product.resources().get(store))
        .map(ResourceSpec::type)
        .orElse(store);
  }

  /** SQL that runs on a database writes there (semantics 27); of a warehouse the rows come here. */
  private String storeOf(AssetNode asset, OutputSpec spec) {
    Optional<String> engine =
        asset.spec().run() instanceof RunSpec.Sql sql ? sql.engine() : Optional.empty();
    Optional<String> database = engine.filter(name -> Warehouses.named(product, name).isEmpty());
    return spec.catalog().or(() -> database).orElse(defaultCatalog);
  }

  private String kindOf(String store) {
    return product.resources().containsKey(store) && !product.catalogs().containsKey(store)
        ? "resource"
        : "catalog";
  }

  private static List<ColumnPlan> columns(List<ColumnSpec> specs) {
    return specs.stream()
        .map(
            spec ->
                new ColumnPlan(
                    spec.name(),
                    spec.type(),
                    spec.required().orElse(false),
                    spec.doc().filter(text -> !text.isEmpty()),
                    spec.primaryKey().orElse(false),
                    spec.unique().orElse(false),
                    spec.id(),
                    RunPlanning.sorted(spec.was()),
                    spec.classification().orElse("internal"),
                    spec.piiType()))
        .toList();
  }

  static TablePlan.Dedupe dedupe(DedupeSpec spec) {
    return new TablePlan.Dedupe(spec.keep().orElse("last"), spec.orderBy());
  }

  private static TablePlan.Evolution evolution(Optional<EvolutionSpec> spec) {
    return new TablePlan.Evolution(
        spec.flatMap(EvolutionSpec::mode).orElse("additive"),
        spec.flatMap(EvolutionSpec::allowBreaking).orElse(false));
  }

  private static TablePlan.Retention retention(RetentionSpec spec) {
    return new TablePlan.Retention(
        spec.snapshotMaxAge().map(Durations::seconds),
        spec.keepLast(),
        spec.rowTtl().map(Durations::seconds),
        spec.rowTtlColumn());
  }

  private static SortedMap<String, List<String>> lineage(SortedMap<String, List<String>> spec) {
    SortedMap<String, List<String>> sources = new TreeMap<>();
    spec.forEach((column, from) -> sources.put(column, RunPlanning.sorted(from)));
    return sources;
  }

  private static List<TablePlan.PartitionField> partitionBy(List<PartitionFieldSpec> specs) {
    return specs.stream()
        .map(
            spec -> {
              String transform = spec.transform().orElse("identity");
              String plain =
                  transform.indexOf('[') < 0
                      ? transform
                      : transform.substring(0, transform.indexOf('['));
              String name =
                  spec.name()
                      .orElse(
                          transform.equals("identity")
                              ? spec.column()
                              : spec.column() + "_" + plain);
              return new TablePlan.PartitionField(spec.column(), transform, name);
            })
        .toList();
  }

  private static List<TablePlan.SortField> sortBy(List<SortFieldSpec> specs) {
    return specs.stream()
        .map(
            spec -> {
              String direction = spec.direction().orElse("asc");
              return new TablePlan.SortField(
                  spec.column(),
                  direction,
                  spec.nulls().orElse(direction.equals("asc") ? "first" : "last"));
            })
        .toList();
  }
}
