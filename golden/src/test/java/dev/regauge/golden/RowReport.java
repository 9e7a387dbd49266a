package dev.regauge.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The table that a build prints at its end: each row of the requirements, its tests, the result.
 */
final class RowReport {

  private final List<String> lines = new ArrayList<>();
  private final List<String> lacking = new ArrayList<>();

  private RowReport() {}

  /** Returns how much each row is wanted, by its id: M must, S should, and what else is written. */
  static SortedMap<String, String> demanded() throws IOException {
    SortedMap<String, String> wanted = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("requirement-ids.txt"))) {
      String[] words = line.split(" ", 2);
      wanted.put(words[0], words[1]);
    }
    return wanted;
  }

  /** Makes the table. */
  static RowReport of(RowTable table, BuildResults results) throws IOException {
    SortedMap<String, String> wanted = demanded();
    RowReport report = new RowReport();
    for (var entry : table.rows().entrySet()) {
      RowTable.Row row = entry.getValue();
      List<String> tests = new ArrayList<>();
      boolean shows = true;
      for (String shown : row.shown()) {
        BuildResults.Result result = results.of(shown);
        tests.add(result.text());
        shows &= result.shows();
      }
      if (!shows) {
        report.lacking.add(entry.getKey());
      }
      String verdict = row.shown().isEmpty() ? "-" : shows ? "green" : "NOT SHOWN";
      report.lines.add(
          "| %s | %s | %s | %s | %s |"
              .formatted(
                  entry.getKey(),
                  wanted.getOrDefault(entry.getKey(), ""),
                  row.text(),
                  String.join("; ", tests),
                  row.reason().isEmpty() ? verdict : verdict + "; " + row.reason()));
    }
    return report;
  }

  /** Returns the rows with a test that did not run, or did not pass. */
  List<String> lacking() {
    return List.copyOf(lacking);
  }

  /** Returns it as Markdown. */
  String text() {
    return "| row | wanted | requirement | shown by | result |\n|---|---|---|---|---|\n"
        + String.join("\n", lines)
        + "\n";
  }
}
