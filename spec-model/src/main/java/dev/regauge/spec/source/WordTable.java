package dev.regauge.spec.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A table of this package's resources: on each line a name, a colon and words. */
final class WordTable {

  private final Map<String, SortedSet<String>> words;

  private WordTable(Map<String, SortedSet<String>> words) {
    this.words = words;
  }

  static WordTable read(String resource) {
    Map<String, SortedSet<String>> words = new TreeMap<>();
    lines(resource)
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              String[] each = line.substring(colon + 1).strip().split(" +");
              words.put(line.substring(0, colon), new TreeSet<>(Arrays.asList(each)));
            });
    return new WordTable(words);
  }

  /** Returns a table's lines without its comments. */
  static Stream<String> lines(String resource) {
    try (InputStream table = WordTable.class.getResourceAsStream(resource)) {
      if (table == null) {
        throw new IllegalStateException(resource + " is not in the jar");
      }
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the words of a name, none for a name that is not in the table. */
  SortedSet<String> of(String name) {
    return words.getOrDefault(name, Collections.emptySortedSet());
  }
}
