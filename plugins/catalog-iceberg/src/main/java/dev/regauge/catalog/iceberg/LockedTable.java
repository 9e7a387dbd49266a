package dev.regauge.catalog.iceberg;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.apache.iceberg.types.Types.NestedField;

/**
 * A table as the lock knows it: Iceberg's metadata without a catalog, files or snapshots.
 *
 * @param catalog the catalog's name in the product
 */
record LockedTable(String name, String catalog, TableMetadata metadata) {

  /** Where no table is: metadata must have a location, and the lock's is none. */
  static final String PLACE = "lock:";

  /** Returns a catalog's table as the lock keeps it: its columns and layout, none of its data. */
  static LockedTable of(DeclaredTable declared, Table table) {
    TableMetadata is = ((BaseTable) table).operations().current();
    SortedMap<String, String> properties = new TreeMap<>(is.properties());
    properties.keySet().retainAll(declared.properties().keySet());
    TableMetadata.Builder kept =
        TableMetadata.buildFromEmpty(is.formatVersion())
            .setLocation(PLACE)
            .setCurrentSchema(is.schema(), is.lastColumnId())
            .setDefaultPartitionSpec(is.spec())
            .setDefaultSortOrder(is.sortOrder())
            .setProperties(properties);
    return new LockedTable(declared.name(), declared.catalog(), kept.build());
  }

  /** Returns it as a table that can be evolved in memory, by Iceberg's own rules. */
  Table table() {
    return new BaseTable(new Memory(metadata), name);
  }

  /** Returns it with what a table of {@link #table()} has become. */
  LockedTable with(Table evolved, String newName, String newCatalog) {
    return new LockedTable(newName, newCatalog, ((BaseTable) evolved).operations().current());
  }

  /** Tells the columns that it ever had. */
  Predicate<String> columns() {
    Set<String> names = new TreeSet<>();
    metadata
        .schemas()
        .forEach(schema -> schema.columns().stream().map(NestedField::name).forEach(names::add));
    return names::contains;
  }

  /** The table operations of a table that is nowhere. */
  private static final class Memory implements TableOperations {
    private TableMetadata current;

    Memory(TableMetadata current) {
      this.current = current;
    }

    @Override
    public TableMetadata current() {
      return current;
    }

    @Override
    public TableMetadata refresh() {
      return current;
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
      this.current = metadata;
    }

    @Override
    public FileIO io() {
      return new WarehouseFiles();
    }

    @Override
    public String metadataFileLocation(String fileName) {
      return PLACE + fileName;
    }

    @Override
    public LocationProvider locationProvider() {
      return LocationProviders.locationsFor(current.location(), current.properties());
    }
  }
}
