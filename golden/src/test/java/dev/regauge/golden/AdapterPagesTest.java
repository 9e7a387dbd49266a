package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.engine.TargetSelection;
import dev.regauge.engine.ledger.Ledger;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each adapter's page names every feature that its ledger refuses or only approximates, and no
 * other: in the table at its end, by the feature's id and the statuses that products of the corpus
 * have of it.
 */
class AdapterPagesTest {

  private static final Path PAGES = Path.of("../docs/adapters");

  /** A row of that table: {@code | `backfill_order` | refused |}. */
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z_]+)` \\| ((?:approximated|refused)(?:, refused)?) \\|");

  private static final Set<Ledger.Status> NOT_WHOLE =
      EnumSet.of(Ledger.Status.APPROXIMATED, Ledger.Status.REFUSED);

  private static final TargetSelection EVERY_ADAPTER =
      new TargetSelection(List.of(), List.of("airflow", "argo", "dagster"));

  @TempDir Path temp;

  @Test
  void aPageNamesWhatIsRefusedOrApproximated() throws IOException {
    SortedMap<String, SortedMap<String, SortedSet<String>>> seen = new TreeMap<>();
    List<Path> files = new ArrayList<>();
    for (Path product : Corpus.products()) {
      files.add(Corpus.copyOf(product, temp));
    }
    for (Path product : mutated()) {
      Path copy = Cases.copyOf(product, temp.resolve("p" + product.hashCode()));
      Cases.copyOf(Path.of("probes/steps"), copy.resolve("src/probe_steps"));
      files.add(copy.resolve("product.yaml"));
    }
    List<Ledger> ledgers = new ArrayList<>();
    for (Path file : files) {
      Generation made =
          new Generator(AdapterRegistry.installed(), "golden")
              .check(file, EVERY_ADAPTER, new FoundDiagnostics());
      made.product().sound().ifPresent(sound -> ledgers.add(Ledger.of(sound, made.targets())));
    }
    for (Ledger ledger : ledgers) {
      for (Ledger.Use use : ledger.uses()) {
        if (NOT_WHOLE.contains(use.outcome().status())) {
          seen.computeIfAbsent(use.maker().adapter(), _ -> new TreeMap<>())
              .computeIfAbsent(use.feature(), _ -> new TreeSet<>())
              .add(use.outcome().status().name().toLowerCase(Locale.ROOT));
        }
      }
    }
    SortedMap<String, SortedMap<String, SortedSet<String>>> written = new TreeMap<>();
    for (String adapter : seen.keySet()) {
      SortedMap<String, SortedSet<String>> rows = new TreeMap<>();
      for (String line : Files.readAllLines(PAGES.resolve(adapter + ".md"))) {
        Matcher row = ROW.matcher(line);
        if (row.find()) {
          rows.put(row.group(1), new TreeSet<>(List.of(row.group(2).split(", "))));
        }
      }
      written.put(adapter, rows);
    }
    assertEquals(lines(seen), lines(written));
  }

  private static String lines(
      SortedMap<String, SortedMap<String, SortedSet<String>>> statusesByAdapter) {
    StringBuilder lines = new StringBuilder();
    statusesByAdapter.forEach(
        (adapter, features) ->
            features.forEach(
                (feature, statuses) ->
                    lines.append(
                        "%s: | `%s` | %s |%n"
                            .formatted(adapter, feature, String.join(", ", statuses)))));
    return lines.toString();
  }

  /** The compact products with what no case and no probe has. */
  private static List<Path> mutated() throws IOException {
    try (Stream<Path> found = Files.list(Path.of("mutations/products"))) {
      return found.sorted().toList();
    }
  }
}
