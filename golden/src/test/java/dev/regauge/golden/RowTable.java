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
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A table of the rows that the design demands, each with what shows it: folders below {@code
 * golden/} and tests, written {@code RulesTest#noCodeIsTwoCodes}.
 */
record RowTable(SortedMap<String, List<String>> shownBy) {

  RowTable {
    shownBy = Collections.unmodifiableSortedMap(new TreeMap<>(shownBy));
  }

  /** Reads a table such as {@code golden/hazards.yaml}. */
  static RowTable read(String name) throws IOException {
    Object table =
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(Path.of(name)));
    SortedMap<String, List<String>> rows = new TreeMap<>();
    ((Map<?, ?>) table)
        .forEach(
            (row, shown) -> {
              List<String> texts = new ArrayList<>();
              if (((Map<?, ?>) shown).get("shown") instanceof List<?> list) {
                list.forEach(text -> texts.add(String.valueOf(text)));
              }
              rows.put(String.valueOf(row), texts);
            });
    return new RowTable(rows);
  }

  /** Returns the rows that nothing shows yet, each with the reason that the table gives. */
  static SortedMap<String, String> reasons(String name) throws IOException {
    Object table =
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(Path.of(name)));
    SortedMap<String, String> reasons = new TreeMap<>();
    ((Map<?, ?>) table)
        .forEach(
            (row, fields) -> {
              for (String word : List.of("later", "elsewhere")) {
                if (((Map<?, ?>) fields).get(word) != null) {
                  reasons.put(String.valueOf(row), word + " " + ((Map<?, ?>) fields).get(word));
                }
              }
            });
    return reasons;
  }

  /** Returns the folders that any row names. */
  List<String> folders() {
    return named(false);
  }

  /** Returns the tests that any row names. */
  List<String> tests() {
    return named(true);
  }

  private List<String> named(boolean isTest) {
    return shownBy.values().stream()
        .flatMap(List::stream)
        .filter(text -> text.contains("#") == isTest)
        .distinct()
        .sorted()
        .toList();
  }
}
