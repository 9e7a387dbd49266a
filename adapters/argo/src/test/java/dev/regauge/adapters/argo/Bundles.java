package dev.regauge.adapters.argo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.Content;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.RuntimeWheel;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.adapters.spi.TargetOptions;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.graph.SpecLinker;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.Planner;
import dev.regauge.spec.source.SpecDocument;
import dev.regauge.spec.source.SpecReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Bundles from product texts, by the whole way from the YAML on. */
final class Bundles {
  private Bundles() {}

  /** Returns the plan of a product file; an error fails the test. */
  static ExecutionPlan plan(Path product) {
    FoundDiagnostics found = new FoundDiagnostics();
    SpecDocument document = new SpecReader().read(product, found);
    assertFalse(found.hasErrors(), () -> found.sorted().toString());
    SpecGraph graph =
        new SpecLinker()
            .link(
                document.product().orElseThrow(),
                document.sources(),
                document.files()::text,
                found);
    assertFalse(found.hasErrors(), () -> found.sorted().toString());
    return new Planner().plan(graph);
  }

  /** Returns the plan of a product text, which may name files of {@code folder}. */
  static ExecutionPlan plan(Path folder, String yaml) {
    try {
      return plan(Files.writeString(folder.resolve("product.yaml"), yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LoweringContext context() {
    return new LoweringContext(
        new TargetName("argo"),
        "3.7",
        TargetOptions.NONE,
        "0.1.0",
        new RuntimeWheel("regauge_runtime-0.1.0-py3-none-any.whl", Content.text("")),
        new TreeSet<>());
  }

  /** Returns the adapter's files, by path; a finding fails the test. */
  static SortedMap<String, String> files(ExecutionPlan plan) {
    FoundDiagnostics found = new FoundDiagnostics();
    ArgoAdapter adapter = new ArgoAdapter();
    List<BundleFile> files = adapter.emit(adapter.lower(plan, context(), found));
    assertEquals(List.of(), found.sorted());
    SortedMap<String, String> texts = new TreeMap<>();
    for (BundleFile file : files) {
      texts.put(file.path().value(), file.content().asText());
    }
    return texts;
  }
}
