package dev.regauge.catalog.iceberg;

import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ColumnPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PartitionSetPlan;
import dev.regauge.spec.plan.PartitionSetPlan.OneColumn;
import dev.regauge.spec.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.types.Type;

/**
 * The Iceberg tables of a plan. What the runtime adds when it makes a table itself is added here
 * too: the partition column, its partition field, and the properties of every table of ours.
 */
final class DeclaredTables {

  /** The product that writes a table, as the runtime marks it. */
  static final String OWNER = "regauge.product";

  private final ExecutionPlan plan;
  private final AtomicInteger ids = new AtomicInteger(1_000_000);

  private DeclaredTables(ExecutionPlan plan) {
    this.plan = plan;
  }

  /** Returns the tables in Iceberg catalogs, by name. */
  static List<DeclaredTable> of(ExecutionPlan plan) {
    DeclaredTables tables = new DeclaredTables(plan);
    return plan.tables().values().stream()
        .filter(table -> table.storeKind().equals("catalog"))
        .map(tables::declared)
        .toList();
  }

  private DeclaredTable declared(TablePlan table) {
    List<DeclaredTable.Column> columns = new ArrayList<>();
    table.columns().forEach(column -> columns.add(column(column)));
    List<DeclaredTable.PartitionField> fields = new ArrayList<>();
    for (TablePlan.PartitionField field : table.partitionBy()) {
      fields.add(new DeclaredTable.PartitionField(field.column(), field.transform(), field.name()));
    }
    Optional<PartitionSetPlan> set = partitionSet(table);
    if (!columns.isEmpty() && set.isPresent()) {
      columnsOf(set.get()).forEach(one -> addPartition(one, columns));
      if (fields.isEmpty()) {
        columnsOf(set.get()).forEach(one -> fields.add(partitionField(one)));
      }
    }
    if (!columns.isEmpty()) {
      table.metadataColumns().forEach(name -> columns.add(added(name, typeOfAdded(name))));
    }
    return new DeclaredTable(
        table.name(),
        table.store(),
        List.copyOf(columns),
        List.copyOf(fields),
        table.sortBy().stream()
            .map(
                field ->
                    new DeclaredTable.SortField(
                        field.column(),
                        field.direction().equals("desc"),
                        field.nulls().equals("first")))
            .toList(),
        properties(table),
        evolution(table.evolution()),
        table.location().flatMap(DeclaredTables::location),
        table.was());
  }

  private static Evolution evolution(TablePlan.Evolution spec) {
    Evolution.Mode mode =
        switch (spec.mode()) {
          case "none" -> Evolution.Mode.none;
          case "full" -> Evolution.Mode.full;
          default -> Evolution.Mode.additive;
        };
    return new Evolution(mode, spec.allowBreaking());
  }

  /** What only the environment knows is looked up where the catalog is: {@link TableLocations}. */
  private static Optional<String> location(Value location) {
    return location instanceof Value.Text text ? Optional.of(text.text()) : Optional.empty();
  }

  private DeclaredTable.Column column(ColumnPlan column) {
    return new DeclaredTable.Column(
        column.name(),
        ColumnTypeText.parse(column.type(), ids),
        column.required(),
        column.doc(),
        column.primaryKey(),
        column.id(),
        column.was());
  }

  /** A set of several dimensions has the column of each. */
  private Stream<OneColumn> columnsOf(PartitionSetPlan set) {
    return switch (set) {
      case OneColumn one -> Stream.of(one);
      case PartitionSetPlan.Multi multi ->
          multi.dimensions().values().stream()
              .flatMap(name -> Stream.ofNullable(plan.partitionSets().get(name)))
              .flatMap(this::columnsOf);
    };
  }

  /** The runtime adds the partition's column where it lacks. */
  private void addPartition(OneColumn set, List<DeclaredTable.Column> columns) {
    String name = set.column();
    if (columns.stream().noneMatch(column -> column.name().equals(name))) {
      columns.add(added(name, set.columnType()));
    }
  }

  /** A column that the runtime adds to the data. */
  private DeclaredTable.Column added(String name, String type) {
    return new DeclaredTable.Column(
        name,
        ColumnTypeText.parse(type, ids),
        false,
        Optional.empty(),
        false,
        Optional.empty(),
        List.of());
  }

  private static String typeOfAdded(String name) {
    return name.equals("ingested_at") ? "timestamptz" : "string";
  }

  /** The runtime partitions by the partition's column unless told. */
  private DeclaredTable.PartitionField partitionField(OneColumn set) {
    String name = set.column();
    // Days of a time column, for its identity would make a partition of every instant.
    return ColumnTypeText.parse(set.columnType(), ids).typeId() == Type.TypeID.TIMESTAMP
        ? new DeclaredTable.PartitionField(name, "day", name + "_day")
        : new DeclaredTable.PartitionField(name, "identity", name);
  }

  private Optional<PartitionSetPlan> partitionSet(TablePlan table) {
    return plan.assets().stream()
        .filter(asset -> Optional.of(asset.key()).equals(table.producer()))
        .findFirst()
        .flatMap(AssetPlan::partitionSet)
        .map(plan.partitionSets()::get);
  }

  /** Returns what Iceberg has properties for: how long snapshots stay; of rows it has none. */
  static SortedMap<String, String> retention(TablePlan table) {
    SortedMap<String, String> kept = new TreeMap<>();
    table
        .retention()
        .ifPresent(
            retention -> {
              retention
                  .snapshotMaxAgeSeconds()
                  .ifPresent(
                      age ->
                          kept.put(
                              TableProperties.MAX_SNAPSHOT_AGE_MS,
                              Long.toString(Math.multiplyExact(age, 1000L))));
              retention
                  .keepLast()
                  .ifPresent(
                      count ->
                          kept.put(TableProperties.MIN_SNAPSHOTS_TO_KEEP, Integer.toString(count)));
            });
    return kept;
  }

  private SortedMap<String, String> properties(TablePlan table) {
    SortedMap<String, String> all = new TreeMap<>();
    all.put(TableProperties.FORMAT_VERSION, "2");
    all.put(TableProperties.PARQUET_COMPRESSION, "zstd");
    // A commit adds a metadata file; without this a backfill of a thousand days leaves a thousand.
    all.put(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true");
    table.producer().ifPresent(_ -> all.put(OWNER, plan.product().scope()));
    table.description().ifPresent(text -> all.put("comment", text));
    all.putAll(retention(table));
    all.putAll(table.properties());
    return all;
  }
}
