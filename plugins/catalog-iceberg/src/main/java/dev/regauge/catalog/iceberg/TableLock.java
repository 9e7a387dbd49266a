package dev.regauge.catalog.iceberg;

import dev.regauge.plugins.api.catalog.NotALock;
import dev.regauge.spec.plan.ExecutionPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The lock: every table that the product ever declared, with the ids of its columns and partition
 * fields. A table is written as Iceberg's own metadata without what differs each time, so the same
 * history gives the same bytes.
 */
final class TableLock {

  /** The layout version of the file. */
  private static final int VERSION = 1;

  /** Members of Iceberg's metadata that tell of one catalog's table, with what a reader gets. */
  private static final SortedMap<String, String> NOT_KEPT =
      new TreeMap<>(
          Map.of(
              "table-uuid", "\"00000000-0000-0000-0000-000000000000\"",
              "location", "\"" + LockedTable.PLACE + "\"",
              "last-updated-ms", "0",
              "last-sequence-number", "0",
              "current-snapshot-id", "-1",
              "snapshots", "[]"));

  private static final List<String> DROPPED =
      List.of(
          "refs",
          "statistics",
          "partition-statistics",
          "snapshot-log",
          "metadata-log",
          "next-row-id",
          "encryption-keys");

  private static final DefaultPrettyPrinter PRINTER =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                  .withArrayEmptySeparator("")
                  .withObjectEmptySeparator(""))
          .withObjectIndenter(new DefaultIndenter("  ", "\n"))
          .withArrayIndenter(new DefaultIndenter("  ", "\n"));

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final SortedMap<String, LockedTable> tables = new TreeMap<>();

  Optional<LockedTable> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  SortedMap<String, LockedTable> tables() {
    return tables;
  }

  /**
   * Returns the lock of a product that a text holds.
   *
   * @throws NotALock when the text is something else, of another version or another product's
   */
  static TableLock read(String text, String product) {
    TableLock lock = new TableLock();
    LockText read = LockText.of(text);
    read.version(VERSION);
    read.product(product);
    for (String name : read.tables()) {
      ObjectNode metadata = read.metadata(name);
      NOT_KEPT.forEach((key, value) -> metadata.set(key, MAPPER.readTree(value)));
      String catalog = read.catalog(name);
      try {
        lock.tables.put(
            name,
            new LockedTable(name, catalog, TableMetadataParser.fromJson(metadata.toString())));
      } catch (RuntimeException e) {
        // Iceberg tells of what it cannot read by whatever its parts throw, its own and the JDK's.
        throw read.wrongMetadata(name, String.valueOf(e.getMessage()));
      }
      lastIdsAreLast(lock.tables.get(name), read);
    }
    return lock;
  }

  /** Asks that no id is above the last one, from which the next are counted. */
  private static void lastIdsAreLast(LockedTable table, LockText read) {
    TableMetadata metadata = table.metadata();
    int column = metadata.schemas().stream().mapToInt(Schema::highestFieldId).max().orElse(0);
    if (column > metadata.lastColumnId()) {
      throw read.givenAgain(table.name(), "last-column-id", metadata.lastColumnId(), column);
    }
    int field =
        metadata.specs().stream()
            .flatMap(spec -> spec.fields().stream())
            .mapToInt(PartitionField::fieldId)
            .max()
            .orElse(0);
    if (field > metadata.lastAssignedPartitionId()) {
      throw read.givenAgain(
          table.name(), "last-partition-id", metadata.lastAssignedPartitionId(), field);
    }
  }

  /** Returns the text, ending in a line end. */
  String text(ExecutionPlan plan) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", VERSION);
    tree.put("product", plan.product().name());
    ObjectNode all = tree.putObject("tables");
    tables.forEach(
        (name, table) -> {
          ObjectNode node = all.putObject(name);
          node.put("catalog", table.catalog());
          node.set("metadata", kept(table.metadata()));
        });
    return MAPPER.writer().with(PRINTER).writeValueAsString(tree) + "\n";
  }

  private static JsonNode kept(TableMetadata metadata) {
    ObjectNode node = (ObjectNode) MAPPER.readTree(TableMetadataParser.toJson(metadata));
    node.remove(NOT_KEPT.keySet());
    node.remove(DROPPED);
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(metadata.properties()).forEach(properties::put);
    node.set("properties", properties);
    return node;
  }
}
