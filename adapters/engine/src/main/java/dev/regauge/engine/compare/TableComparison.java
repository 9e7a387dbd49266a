package dev.regauge.engine.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Compares tables as an independent reader dumped them: the same columns, and the same rows as
 * often.
 *
 * <p>Values are compared digit by digit, so that one unit in the last place of a double is a
 * difference.
 */
final class TableComparison {

  /** How many rows of a difference are shown. */
  private static final int SHOWN = 3;

  private TableComparison() {}

  static List<Difference> differences(Trace first, Trace other) {
    SortedMap<String, TraceEvent> left = tables(first);
    SortedMap<String, TraceEvent> right = tables(other);
    SortedSet<String> all = new TreeSet<>(left.keySet());
    all.addAll(right.keySet());
    List<Difference> found = new ArrayList<>();
    for (String name : all) {
      TraceEvent here = left.get(name);
      TraceEvent there = right.get(name);
      if (here == null || there == null) {
        found.add(
            difference(
                name,
                "presence",
                here == null ? "absent" : "present",
                there == null ? "absent" : "present",
                first,
                other));
      } else if (!here.columns().equals(there.columns())) {
        found.add(
            difference(
                name,
                "columns",
                here.columns().toString(),
                there.columns().toString(),
                first,
                other));
      } else {
        String onlyHere = surplus(here, there);
        String onlyThere = surplus(there, here);
        if (!onlyHere.isEmpty() || !onlyThere.isEmpty()) {
          found.add(
              difference(name, "rows", rows(here, onlyHere), rows(there, onlyThere), first, other));
        }
      }
    }
    return found;
  }

  private static SortedMap<String, TraceEvent> tables(Trace trace) {
    SortedMap<String, TraceEvent> tables = new TreeMap<>();
    for (TraceEvent event : trace.events()) {
      if (event.kind().equals("table")) {
        tables.put(event.table(), event);
      }
    }
    return tables;
  }

  private static String rows(TraceEvent table, String surplus) {
    return table.rows().size() + " rows" + (surplus.isEmpty() ? "" : ", alone with " + surplus);
  }

  /** The rows that the one has more often than the other, the first few written out. */
  private static String surplus(TraceEvent one, TraceEvent other) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (JsonNode row : one.rows()) {
      counts.merge(row.toString(), 1, Integer::sum);
    }
    for (JsonNode row : other.rows()) {
      counts.merge(row.toString(), -1, Integer::sum);
    }
    List<String> extra =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    String more = extra.size() > SHOWN ? " and " + (extra.size() - SHOWN) + " more" : "";
    return extra.stream().limit(SHOWN).collect(Collectors.joining(" ")) + more;
  }

  private static Difference difference(
      String table, String aspect, String left, String right, Trace first, Trace other) {
    return new Difference("table " + table, aspect, left, right, first.runner(), other.runner());
  }
}
