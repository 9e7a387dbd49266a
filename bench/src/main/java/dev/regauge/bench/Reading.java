package dev.regauge.bench;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.graph.SpecLinker;
import dev.regauge.spec.resolve.ResolvedSpec;
import dev.regauge.spec.resolve.SpecResolver;
import dev.regauge.spec.rule.RuleBook;
import dev.regauge.spec.source.SpecDocument;
import dev.regauge.spec.source.SpecReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

/**
 * Holds check (read, resolve, link, rules) against what its YAML library needs to compose the same
 * file, in turns in one JVM: {@code Reading PRODUCT_FILE ROUNDS}. Prints CPU milliseconds of each
 * round; the first is the cold one.
 */
public final class Reading {

  private Reading() {}

  /** Measures. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    for (int round = 0; round < rounds; round++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      LoadSettings settings =
          LoadSettings.builder().setUseMarks(true).setCodePointLimit(Integer.MAX_VALUE).build();
      if (new Compose(settings).composeString(Files.readString(file)).isEmpty()) {
        throw new IllegalStateException("there is nothing in " + file);
      }
      long composed = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      check(file);
      long checked = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      System.out.println(
          String.format(
              Locale.ROOT,
              "round %d compose %.0f ms check %.0f ms ratio %.2f",
              round,
              (composed - start) / 1e6,
              (checked - composed) / 1e6,
              (double) (checked - composed) / (composed - start)));
    }
  }

  private static void check(Path file) {
    FoundDiagnostics found = new FoundDiagnostics();
    SpecDocument document = new SpecReader().read(file, found);
    ResolvedSpec spec =
        new SpecResolver()
            .resolve(document.product().orElseThrow(), document.sources(), document.files());
    SpecGraph graph =
        new SpecLinker().link(spec.product(), document.sources(), document.files()::text, found);
    RuleBook.check(graph, found);
    if (found.hasErrors()) {
      throw new IllegalStateException(String.valueOf(found.sorted().getFirst()));
    }
  }
}
