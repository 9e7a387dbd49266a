package dev.regauge.catalog.iceberg;

import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ColumnPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PartitionSetPlan;
import dev.regauge.spec.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
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
      addPartition(set.get(), columns, fields);
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
        Evolution.ADDITIVE,
        Optional.empty(),
        List.of());
  }

  private DeclaredTable.Column column(ColumnPlan column) {
    return new DeclaredTable.Column(
        column.name(),
        ColumnTypeText.parse(column.type(), ids),
        column.required(),
        column.doc(),
        column.primaryKey(),
        column.id(),
        List.of());
  }

  /** The runtime adds the partition's column where it lacks, and partitions by it unless told. */
  private void addPartition(
      PartitionSetPlan set,
      List<DeclaredTable.Column> columns,
      List<DeclaredTable.PartitionField> fields) {
    String name = set.column();
    if (columns.stream().noneMatch(column -> column.name().equals(name))) {
      columns.add(
          new DeclaredTable.Column(
              name,
              ColumnTypeText.parse(columnType(set), ids),
              false,
              Optional.empty(),
              false,
              Optional.empty(),
              List.of()));
    }
    if (fields.isEmpty()) {
      Type.TypeID type = ColumnTypeText.parse(columnType(set), ids).typeId();
      // Days of a time column, for its identity would make a partition of every instant.
      boolean isTime = type == Type.TypeID.TIMESTAMP;
      fields.add(
          isTime
              ? new DeclaredTable.PartitionField(name, "day", name + "_day")
              : new DeclaredTable.PartitionField(name, "identity", name));
    }
  }

  private static String columnType(PartitionSetPlan set) {
    return switch (set) {
      case PartitionSetPlan.Daily daily -> daily.columnType();
      case PartitionSetPlan.Static fixed -> fixed.columnType();
    };
  }

  private Optional<PartitionSetPlan> partitionSet(TablePlan table) {
    return plan.assets().stream()
        .filter(asset -> Optional.of(asset.key()).equals(table.producer()))
        .findFirst()
        .flatMap(AssetPlan::partitionSet)
        .map(plan.partitionSets()::get);
  }

  private SortedMap<String, String> properties(TablePlan table) {
    SortedMap<String, String> all = new TreeMap<>();
    all.put(TableProperties.FORMAT_VERSION, "2");
    all.put(TableProperties.PARQUET_COMPRESSION, "zstd");
    // A commit adds a metadata file; without this a backfill of a thousand days leaves a thousand.
    all.put(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true");
    table.producer().ifPresent(_ -> all.put(OWNER, plan.product().scope()));
    table.description().ifPresent(text -> all.put("comment", text));
    all.putAll(table.properties());
    return all;
  }
}
