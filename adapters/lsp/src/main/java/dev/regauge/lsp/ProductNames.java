package dev.regauge.lsp;

import dev.regauge.spec.source.Written;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** All names that a product gives, those that follow from others among them, and their uses. */
final class ProductNames {

  private static final Set<String> MAKES_A_TABLE =
      Set.of("python", "sql", "dbt", "spark", "dlt", "airbyte", "connector");

  private final Map<RefersTo, SortedMap<String, Declared>> declared = new EnumMap<>(RefersTo.class);

  /** Columns by the asset's key, and by the table's name. */
  private final SortedMap<String, SortedMap<String, Declared>> columns = new TreeMap<>();

  private final List<Use> uses = new ArrayList<>();
  private String namespace = "";

  ProductNames(Collection<FileView> files) {
    for (FileView file : files) {
      for (Spot spot : file.spots()) {
        if (isField(spot, "MetadataSpec", "name")
            && spot.frame().fields().get("name").isPresent()) {
          namespace = spot.text().text().replace('-', '_');
        }
      }
    }
    for (FileView file : files) {
      file.spots().forEach(spot -> declare(file, spot));
      new UseReader(file, uses::add).read();
    }
  }

  private static boolean isField(Spot spot, String record, String field) {
    return spot.role() == Spot.Role.VALUE
        && spot.record().name().equals(record)
        && spot.field().equals(field);
  }

  private void declare(FileView file, Spot spot) {
    if (spot.role() == Spot.Role.NAME && spot.record().name().equals("ProductSpec")) {
      Optional<Written> value = spot.frame().fields().get(spot.text().text());
      kindOfMap(spot.field())
          .ifPresent(kind -> put(kind, spot.text().text(), file, spot.text(), value.orElseThrow()));
      return;
    }
    if (spot.role() != Spot.Role.VALUE) {
      return;
    }
    Written map = spot.frame().fields();
    switch (spot.record().name() + "." + spot.field()) {
      case "AssetSpec.key" -> asset(file, spot);
      case "JobSpec.name" -> put(RefersTo.JOB, spot.text().text(), file, spot.text(), map);
      case "SensorSpec.name" -> put(RefersTo.SENSOR, spot.text().text(), file, spot.text(), map);
      case "TableSpec.name", "OutputSpec.table", "ExternalSpec.table" ->
          put(RefersTo.TABLE, spot.text().text(), file, spot.text(), map);
      case "ColumnSpec.name" -> column(file, spot);
      default -> {} // gives no name
    }
  }

  private static Optional<RefersTo> kindOfMap(String field) {
    return Optional.ofNullable(
        switch (field) {
          case "resources" -> RefersTo.RESOURCE;
          case "pools" -> RefersTo.POOL;
          case "partitions" -> RefersTo.PARTITION_SET;
          case "catalogs" -> RefersTo.CATALOG;
          case "params" -> RefersTo.PARAM;
          case "alerts" -> RefersTo.ALERT;
          case "external" -> RefersTo.ASSET;
          default -> null; // its keys are no names
        });
  }

  private void asset(FileView file, Spot spot) {
    Written.Fields asset = spot.frame().fields();
    String key = spot.text().text();
    put(RefersTo.ASSET, key, file, spot.text(), asset);
    String joined = key.replace('/', '_');
    if (asset.get("cron").isPresent() || asset.get("triggers").isPresent()) {
      put(RefersTo.JOB, joined, file, spot.text(), asset);
    }
    if (asset.get("partitions").filter(Written.Fields.class::isInstance).isPresent()) {
      put(RefersTo.PARTITION_SET, joined, file, spot.text(), asset);
    }
    if (writesImpliedTable(asset)) {
      put(RefersTo.TABLE, tableOf(key), file, spot.text(), asset);
    }
  }

  /** Whether an asset writes a table that is named after its key. */
  static boolean writesImpliedTable(Written.Fields asset) {
    if (asset.get("outputs").orElse(null) instanceof Written.Items outputs) {
      return outputs.items().stream()
          .anyMatch(
              output -> output instanceof Written.Fields fields && fields.get("table").isEmpty());
    }
    return asset.get("run").orElse(null) instanceof Written.Fields run
        && run.fields().stream().anyMatch(kind -> MAKES_A_TABLE.contains(kind.key().text()));
  }

  /** Returns the table that is named after a key. */
  String tableOf(String key) {
    return key.indexOf('/') < 0 ? namespace + "." + key : key.replace('/', '.');
  }

  private void column(FileView file, Spot spot) {
    String key = UseReader.ownerKey(spot.frame());
    Optional<String> table =
        spot.frame()
            .nearest("TableSpec")
            .flatMap(frame -> frame.fields().text("name"))
            .or(
                () ->
                    spot.frame()
                        .nearest("OutputSpec")
                        .flatMap(frame -> frame.fields().text("table")))
            .map(Written.Text::text);
    Declared column =
        new Declared(RefersTo.COLUMN, spot.text().text(), file, spot.text(), spot.frame().fields());
    if (!key.isEmpty()) {
      columns.computeIfAbsent(key, _ -> new TreeMap<>()).put(column.name(), column);
    }
    String owner = table.orElseGet(() -> key.isEmpty() ? "" : tableOf(key));
    columns.computeIfAbsent(owner, _ -> new TreeMap<>()).put(column.name(), column);
  }

  private void put(RefersTo kind, String name, FileView file, Written.Text text, Written value) {
    declared
        .computeIfAbsent(kind, _ -> new TreeMap<>())
        .putIfAbsent(name, new Declared(kind, name, file, text, value));
  }

  /** Returns all of a kind, by name. */
  SortedMap<String, Declared> all(RefersTo kind) {
    return declared.getOrDefault(kind, new TreeMap<>());
  }

  /** Returns the columns of an asset or of a table, as far as they are declared. */
  SortedMap<String, Declared> columnsOf(String scope) {
    return columns.getOrDefault(scope, new TreeMap<>());
  }

  /** Returns where the name is given that is used there. */
  Optional<Declared> declarationOf(Use use) {
    return Optional.ofNullable(
        use.kind() == RefersTo.COLUMN
            ? columnsOf(use.scope()).get(use.name())
            : all(use.kind()).get(use.name()));
  }

  Optional<Use> useAt(FileView file, int index) {
    return uses.stream().filter(use -> use.isAt(file, index)).findFirst();
  }

  /** Returns what is declared by the text at an index: an asset rather than its table or job. */
  Optional<Declared> declaredAt(FileView file, int index) {
    List<Declared> found = new ArrayList<>();
    declared.values().forEach(names -> found.addAll(names.values()));
    columns.values().forEach(names -> found.addAll(names.values()));
    return found.stream()
        .filter(
            name ->
                name.file().name().equals(file.name())
                    && name.text().start() <= index
                    && index <= name.text().end())
        .min((a, b) -> a.kind().compareTo(b.kind()));
  }

  /** Returns what refers to a name: of an asset also what refers to its table or its own job. */
  List<Use> usesOf(Declared name) {
    return uses.stream()
        .filter(
            use ->
                declarationOf(use)
                    .filter(
                        found ->
                            found.file().name().equals(name.file().name())
                                && found.text().start() == name.text().start())
                    .isPresent())
        .toList();
  }
}
