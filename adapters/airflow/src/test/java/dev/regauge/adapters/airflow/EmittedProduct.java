package dev.regauge.adapters.airflow;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.adapters.spi.Content;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.RuntimeWheel;
import dev.regauge.adapters.spi.TargetOptions;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.graph.SpecLinker;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PlanJson;
import dev.regauge.spec.plan.Planner;
import dev.regauge.spec.source.SpecDocument;
import dev.regauge.spec.source.SpecReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** A product file taken the whole way to Airflow's files, with its plan. */
record EmittedProduct(ExecutionPlan plan, List<BundleFile> files) {

  /** Reads a product file; a finding fails the test. */
  static EmittedProduct of(Path product) {
    FoundDiagnostics found = new FoundDiagnostics();
    SpecDocument document = new SpecReader().read(product, found);
    SpecGraph graph =
        new SpecLinker()
            .link(
                document.product().orElseThrow(() -> new AssertionError(found.sorted())),
                document.sources(),
                document.files()::text,
                found);
    if (found.hasErrors()) {
      throw new AssertionError(found.sorted().toString());
    }
    return of(new Planner().plan(graph));
  }

  static EmittedProduct of(ExecutionPlan plan) {
    AirflowAdapter adapter = new AirflowAdapter();
    LoweringContext context =
        new LoweringContext(
            adapter.descriptor().id(),
            adapter.descriptor().defaultVersion(),
            TargetOptions.NONE,
            "0",
            new RuntimeWheel("regauge_runtime-0-py3-none-any.whl", Content.text("")),
            new TreeSet<BundlePath>());
    FoundDiagnostics found = new FoundDiagnostics();
    List<BundleFile> files = adapter.emit(adapter.lower(plan, context, found));
    if (found.hasErrors()) {
      throw new AssertionError(found.sorted().toString());
    }
    return new EmittedProduct(plan, files);
  }

  String text(String path) {
    return files.stream()
        .filter(file -> file.path().value().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + path))
        .content()
        .asText();
  }

  /** Writes the files and the plan into a folder. */
  void writeTo(Path folder) {
    try {
      for (BundleFile file : files) {
        Path path = folder.resolve(file.path().value());
        Files.createDirectories(path.getParent());
        Files.write(path, file.content().toBytes());
      }
      Files.writeString(folder.resolve("plan.json"), PlanJson.write(plan));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
