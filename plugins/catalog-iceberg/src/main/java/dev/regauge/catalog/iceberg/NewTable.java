package dev.regauge.catalog.iceberg;

import dev.regauge.catalog.iceberg.DeclaredTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Catalog.TableBuilder;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** A table that is not there yet: its schema with ids, its partition spec, its sort order. */
final class NewTable {

  private NewTable() {}

  /**
   * Returns the schema with its ids: the declared ones, and for the others the smallest that are
   * free, in Iceberg's order, which is that of the columns.
   */
  static Schema schema(DeclaredTable declared) {
    List<NestedField> fields = new ArrayList<>();
    List<NestedField> given = new ArrayList<>();
    Set<Integer> taken = new TreeSet<>();
    int provisional = 1;
    for (Column column : declared.columns()) {
      fields.add(field(column, provisional++));
      column
          .id()
          .ifPresent(
              id -> {
                taken.add(id);
                given.add(NestedField.optional(id, column.name(), Types.BooleanType.get()));
              });
    }
    AtomicInteger next = new AtomicInteger();
    Schema numbered =
        TypeUtil.assignFreshIds(
            new Schema(fields),
            new Schema(given),
            () -> {
              int id = next.incrementAndGet();
              while (taken.contains(id)) {
                id = next.incrementAndGet();
              }
              return id;
            });
    Set<Integer> identifiers =
        declared.identifierFields().stream()
            .map(name -> numbered.findField(name).fieldId())
            .collect(Collectors.toCollection(TreeSet::new));
    return new Schema(numbered.columns(), identifiers);
  }

  private static NestedField field(Column column, int id) {
    NestedField.Builder field =
        column.required()
            ? NestedField.required(column.name())
            : NestedField.optional(column.name());
    return field.withId(id).ofType(column.type()).withDoc(column.doc().orElse(null)).build();
  }

  static PartitionSpec partitionSpec(DeclaredTable declared, Schema schema) {
    PartitionSpec.Builder spec = PartitionSpec.builderFor(schema);
    for (DeclaredTable.PartitionField field : declared.partitionBy()) {
      String transform = field.transform();
      int open = transform.indexOf('[');
      int width =
          open < 0 ? 0 : Integer.parseInt(transform.substring(open + 1, transform.length() - 1));
      String column = field.column();
      String name = field.name();
      switch (open < 0 ? transform : transform.substring(0, open)) {
        case "identity" -> spec.identity(column, name);
        case "year" -> spec.year(column, name);
        case "month" -> spec.month(column, name);
        case "day" -> spec.day(column, name);
        case "hour" -> spec.hour(column, name);
        case "void" -> spec.alwaysNull(column, name);
        case "bucket" -> spec.bucket(column, width, name);
        case "truncate" -> spec.truncate(column, width, name);
        default -> throw new IllegalArgumentException("no transform: " + transform);
      }
    }
    return spec.build();
  }

  static SortOrder sortOrder(DeclaredTable declared, Schema schema) {
    SortOrder.Builder order = SortOrder.builderFor(schema);
    for (DeclaredTable.SortField field : declared.sortBy()) {
      NullOrder nulls = field.areNullsFirst() ? NullOrder.NULLS_FIRST : NullOrder.NULLS_LAST;
      if (field.isDescending()) {
        order.desc(field.column(), nulls);
      } else {
        order.asc(field.column(), nulls);
      }
    }
    return order.build();
  }

  /** Returns what Iceberg would keep of the table, without the marks that differ each time. */
  static TableMetadata metadata(DeclaredTable declared) {
    Schema schema = schema(declared);
    Map<String, String> properties = new TreeMap<>(declared.properties());
    int version = Integer.parseInt(properties.remove(TableProperties.FORMAT_VERSION));
    return TableMetadata.buildFromEmpty(version)
        .setLocation(LockedTable.PLACE)
        .setCurrentSchema(schema, schema.highestFieldId())
        .setDefaultPartitionSpec(partitionSpec(declared, schema))
        .setDefaultSortOrder(sortOrder(declared, schema))
        .setProperties(properties)
        .build();
  }

  /**
   * Makes the table with the ids of the lock, in one commit.
   *
   * @throws org.apache.iceberg.exceptions.AlreadyExistsException when somebody was quicker
   */
  static void create(Catalog catalog, DeclaredTable declared, TableMetadata locked) {
    Schema schema = locked.schema();
    TableIdentifier name = TableIdentifier.parse(declared.name());
    boolean isPlain =
        TypeUtil.assignFreshIds(schema, new AtomicInteger()::incrementAndGet)
            .asStruct()
            .equals(schema.asStruct());
    TableBuilder table =
        catalog
            .buildTable(name, isPlain ? schema : new Schema())
            .withProperties(declared.properties());
    declared.location().ifPresent(table::withLocation);
    if (isPlain) {
      table.withPartitionSpec(locked.spec()).withSortOrder(locked.sortOrder()).create();
      return;
    }
    // A catalog numbers the columns of a new table itself; the lock's ids come as its first change.
    Transaction transaction = table.createTransaction();
    TableOperations operations = ((HasTableOperations) transaction.table()).operations();
    TableMetadata empty = operations.current();
    operations.commit(
        empty,
        TableMetadata.buildFrom(empty)
            .setCurrentSchema(schema, locked.lastColumnId())
            .setDefaultPartitionSpec(locked.spec())
            .setDefaultSortOrder(locked.sortOrder())
            .build());
    transaction.commitTransaction();
  }
}
