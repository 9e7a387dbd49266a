package dev.regauge.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A table of the rows that the design demands, by their ids, each with what shows it: folders below
 * {@code golden/} (of rules, hazards, probes), tests of Java, written {@code
 * RulesTest#noCodeIsTwoCodes}, and of Python, written {@code test_hooks.py}.
 */
record RowTable(SortedMap<String, Row> rows) {

  RowTable {
    rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
  }

  /**
   * A row.
   *
   * @param text what is demanded, in short
   * @param reason what the table says of what nothing shows: {@code later …} or {@code elsewhere
   *     …}, or empty
   */
  record Row(String text, List<String> shown, String reason) {
    Row {
      shown = List.copyOf(shown);
    }
  }

  /** Reads a table such as {@code golden/hazards.yaml}. */
  static RowTable read(String name) throws IOException {
    Object table =
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(Path.of(name)));
    SortedMap<String, Row> rows = new TreeMap<>();
    ((Map<?, ?>) table)
        .forEach((id, fields) -> rows.put(String.valueOf(id), row((Map<?, ?>) fields)));
    return new RowTable(rows);
  }

  private static Row row(Map<?, ?> fields) {
    List<String> shown = new ArrayList<>();
    if (fields.get("shown") instanceof List<?> list) {
      list.forEach(text -> shown.add(String.valueOf(text)));
    }
    String reason = "";
    for (String word : List.of("later", "elsewhere")) {
      if (fields.get(word) != null) {
        reason = word + " " + fields.get(word);
      }
    }
    String text = fields.values().iterator().next().toString();
    return new Row(text, shown, reason);
  }

  /** Returns the folders of rules and hazards that any row names. */
  List<String> folders() {
    return named()
        .filter(text -> text.startsWith("rules/") || text.startsWith("hazards/"))
        .toList();
  }

  /** Returns the tests of Java that any row names. */
  List<String> tests() {
    return named().filter(text -> text.contains("#")).toList();
  }

  /** Returns the test files of Python and the probes that any row names. */
  List<String> suites() {
    return named().filter(text -> text.endsWith(".py") || text.startsWith("probes/")).toList();
  }

  private Stream<String> named() {
    return rows.values().stream().flatMap(row -> row.shown().stream()).distinct().sorted();
  }
}
