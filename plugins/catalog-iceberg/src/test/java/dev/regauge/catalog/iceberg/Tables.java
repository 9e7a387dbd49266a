package dev.regauge.catalog.iceberg;

import dev.regauge.catalog.iceberg.DeclaredTable.Column;
import dev.regauge.catalog.iceberg.Evolution.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Declared tables in one line, for the tests: {@code "id long!*, qty int, #7 note string<old"}. */
final class Tables {
  private static final AtomicInteger IDS = new AtomicInteger(1_000_000);

  private Tables() {}

  /**
   * Returns a table of columns split by {@code ;}: {@code name type}, then {@code !} required,
   * {@code *} primary key, {@code #7} an id, {@code <old} an old name.
   */
  static DeclaredTable of(String columns, Evolution evolution, String... partitionBy) {
    List<Column> all = new ArrayList<>();
    for (String text : columns.split(";")) {
      String column = text.strip();
      int space = column.indexOf(' ');
      String rest = column.substring(space + 1);
      Optional<String> was = Optional.empty();
      Optional<Integer> id = Optional.empty();
      if (rest.contains(" was ")) {
        was = Optional.of(rest.substring(rest.indexOf(" was ") + 5).strip());
        rest = rest.substring(0, rest.indexOf(" was "));
      }
      if (rest.contains("#")) {
        id = Optional.of(Integer.valueOf(rest.substring(rest.indexOf('#') + 1).strip()));
        rest = rest.substring(0, rest.indexOf('#')).strip();
      }
      boolean isKey = rest.endsWith("*");
      rest = isKey ? rest.substring(0, rest.length() - 1) : rest;
      boolean isRequired = rest.endsWith("!");
      rest = isRequired ? rest.substring(0, rest.length() - 1) : rest;
      all.add(
          new Column(
              column.substring(0, space),
              ColumnTypeText.parse(rest.strip(), IDS),
              isRequired,
              Optional.empty(),
              isKey,
              id,
              was.stream().toList()));
    }
    List<DeclaredTable.PartitionField> fields = new ArrayList<>();
    for (String field : partitionBy) {
      String[] parts = field.split(" ");
      fields.add(new DeclaredTable.PartitionField(parts[1], parts[0], parts[2]));
    }
    return new DeclaredTable(
        "a.b",
        "local",
        all,
        fields,
        List.of(),
        new TreeMap<>(Map.of("format-version", "2")),
        evolution,
        Optional.empty(),
        List.of());
  }

  static Evolution mode(String text) {
    return text.equals("breaking")
        ? new Evolution(Mode.full, true)
        : new Evolution(Mode.valueOf(text), false);
  }
}
