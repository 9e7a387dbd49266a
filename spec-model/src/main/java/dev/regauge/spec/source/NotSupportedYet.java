package dev.regauge.spec.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The fields and kinds that the spec has and this version refuses. */
final class NotSupportedYet {

  private static final String TABLE = "not-supported-yet.txt";

  private final Map<String, SortedSet<String>> fields;

  private NotSupportedYet(Map<String, SortedSet<String>> fields) {
    this.fields = fields;
  }

  static NotSupportedYet read() {
    Map<String, SortedSet<String>> fields = new TreeMap<>();
    try (InputStream table = NotSupportedYet.class.getResourceAsStream(TABLE)) {
      if (table == null) {
        throw new IllegalStateException(TABLE + " is not in the jar");
      }
      new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .forEach(
              line -> {
                int colon = line.indexOf(':');
                String[] names = line.substring(colon + 1).strip().split(" +");
                fields.put(line.substring(0, colon), new TreeSet<>(Arrays.asList(names)));
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new NotSupportedYet(fields);
  }

  /** Returns the refused fields of a record or kind, by the record's simple name. */
  SortedSet<String> of(String record) {
    return fields.getOrDefault(record, new TreeSet<>());
  }
}
