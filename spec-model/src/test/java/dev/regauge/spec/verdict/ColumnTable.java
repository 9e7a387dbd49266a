package dev.regauge.spec.verdict;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which columns the full example names, where, and what a column may be, written down by hand from
 * the spec. It knows nothing of the rules' classes.
 */
final class ColumnTable {

  /** Where an asset's check names columns of the asset's own table. */
  private static final List<String> OWN =
      List.of(
          "unique",
          "unique/columns/*",
          "not_null",
          "not_null/columns/*",
          "range/column",
          "accepted_values/column",
          "pattern/column",
          "freshness/column",
          "relationships/column",
          "expression/columns/*",
          "aggregate_parity/groupBy/*",
          "aggregate_parity/aggregates/*/targetColumn",
          "key_parity/keyColumns/*",
          "checksum_parity/keyColumns/*",
          "checksum_parity/columns/*");

  /** Where it names columns of the table that it compares with. */
  private static final List<String> OF_THE_SOURCE =
      List.of(
          "aggregate_parity/groupBy/*",
          "key_parity/keyColumns/*",
          "checksum_parity/keyColumns/*",
          "checksum_parity/columns/*");

  /** Where an output names its own columns. */
  private static final List<String> OF_THE_OUTPUT =
      List.of(
          "key/*", "dedupe/orderBy", "columnLineage/?", "partitionBy/*/column", "sortBy/*/column");

  private static final String SIMPLE =
      "boolean|int|long|float|double|date|time|timestamp|timestamptz|string|uuid|binary"
          + "|decimal\\(\\d+,\\d+\\)";

  private final TreeFields fields;
  private final Map<String, Set<String>> columnsOf = new TreeMap<>();
  private final Set<String> broken = new TreeSet<>();

  private ColumnTable(Object product) {
    fields = new TreeFields(product);
  }

  /** Returns what is wrong, as {@code RG-RULE-004@assets/3/checks/1/not_null}. */
  static Set<String> broken(Object product) {
    ColumnTable table = new ColumnTable(product);
    table.types("tables/*/columns/*");
    table.types("assets/*/outputs/*/columns/*");
    table.fields.each("assets/*", (place, asset) -> table.outputs(place, (Map<?, ?>) asset));
    table.fields.each("assets/*", (place, asset) -> table.checks(place, (Map<?, ?>) asset));
    return table.broken;
  }

  private void types(String columns) {
    fields.texts(
        columns + "/type",
        (place, type) -> {
          if (!type.matches(SIMPLE)) {
            broken.add("RG-READ-018@" + place);
          }
        });
    fields.each(
        columns,
        (place, column) -> {
          if (column instanceof Map<?, ?> map
              && map.get("piiType") != null
              && map.get("classification") == null) {
            broken.add("RG-RULE-064@" + place + "/piiType");
          }
        });
  }

  private void outputs(String asset, Map<?, ?> content) {
    if (!(content.get("outputs") instanceof List<?> outputs)) {
      return;
    }
    for (int i = 0; i < outputs.size(); i++) {
      if (!(outputs.get(i) instanceof Map<?, ?> output)) {
        continue;
      }
      String key = String.valueOf(content.get("key")).replace('/', '.');
      Object table = output.get("table") == null ? key : output.get("table");
      Set<String> names = new TreeFields(output).texts("columns/*/name");
      if (names.isEmpty()) {
        continue; // the data's own schema: nobody knows it here
      }
      columnsOf.put(String.valueOf(table), names);
      Set<String> kept = new TreeSet<>(names);
      kept.add("partition_date"); // the column of the set that bronze/orders has
      for (String pattern : OF_THE_OUTPUT) {
        lacking("RG-RULE-005", asset + "/outputs/" + i + "/" + pattern, kept);
      }
    }
  }

  private void checks(String asset, Map<?, ?> content) {
    String own = String.valueOf(content.get("key")).replace('/', '.');
    Set<String> names = columnsOf.getOrDefault(own, Set.of());
    if (!names.isEmpty()) {
      OWN.forEach(pattern -> lacking("RG-RULE-004", asset + "/checks/*/" + pattern, names));
    }
    fields.texts(
        asset + "/checks/*/*/source",
        (place, table) -> {
          String check = place.substring(0, place.lastIndexOf('/'));
          String kind = check.substring(check.lastIndexOf('/') + 1);
          OF_THE_SOURCE.stream()
              .filter(pattern -> pattern.startsWith(kind + "/"))
              .forEach(pattern -> foreign(check + pattern.substring(pattern.indexOf('/')), table));
        });
    fields.texts(
        asset + "/checks/*/relationships/to/table",
        (place, table) -> foreign(place.substring(0, place.lastIndexOf('/')) + "/column", table));
  }

  private void foreign(String place, String table) {
    if (columnsOf.containsKey(table)) {
      lacking("RG-RULE-068", place, columnsOf.getOrDefault(table, Set.of()));
    }
  }

  private void lacking(String code, String pattern, Set<String> names) {
    fields.texts(
        pattern,
        (place, name) -> {
          if (!names.contains(name)) {
            broken.add(code + "@" + place);
          }
        });
  }
}
