package dev.regauge.bench;

import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.adapters.spi.TargetOptions;
import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.common.CommonFiles;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.feature.FeatureScanner;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.graph.SpecLinker;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PlanJson;
import dev.regauge.spec.plan.Planner;
import dev.regauge.spec.resolve.ResolvedSpec;
import dev.regauge.spec.resolve.SpecResolver;
import dev.regauge.spec.rule.RuleBook;
import dev.regauge.spec.source.SpecDocument;
import dev.regauge.spec.source.SpecReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Prints the CPU milliseconds of each stage of one generation, each run once in a fresh JVM: {@code
 * Stages PRODUCT_FILE}.
 *
 * <p>The first use of a class counts for the stage that uses it, as in a real run.
 */
public final class Stages {

  private Stages() {}

  /** Runs the stages one after the other. */
  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    FoundDiagnostics found = new FoundDiagnostics();
    SpecDocument document = timed("read", () -> new SpecReader().read(file, found));
    ResolvedSpec spec =
        timed(
            "resolve",
            () ->
                new SpecResolver()
                    .resolve(
                        document.product().orElseThrow(), document.sources(), document.files()));
    SpecGraph graph =
        timed(
            "link",
            () ->
                new SpecLinker()
                    .link(spec.product(), document.sources(), document.files()::text, found));
    timed(
        "rules",
        () -> {
          RuleBook.check(graph, found);
          return graph;
        });
    ExecutionPlan plan = timed("plan", () -> new Planner().plan(graph));
    timed("features", () -> new FeatureScanner().scan(graph, plan));
    timed("plan.json", () -> PlanJson.write(plan));
    if (found.hasErrors()) {
      throw new IllegalStateException(String.valueOf(found.sorted().getFirst()));
    }
    AdapterRegistry.installed().all().values().forEach(adapter -> target(adapter, plan, found));
  }

  private static <M extends Record> void target(
      OrchestratorAdapter<M> adapter, ExecutionPlan plan, FoundDiagnostics found) {
    String id = adapter.descriptor().id().value();
    LoweringContext context =
        new LoweringContext(
            new TargetName(id),
            adapter.descriptor().defaultVersion(),
            new TargetOptions(new TreeMap<>()),
            "0",
            CommonFiles.wheel(),
            new TreeSet<BundlePath>());
    M model = timed(id + ".lower", () -> adapter.lower(plan, context, found));
    timed(id + ".emit", () -> adapter.emit(model));
  }

  private static <T> T timed(String stage, Supplier<T> work) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    T result = work.get();
    long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    System.out.println(String.format(Locale.ROOT, "timing %s %.1f ms", stage, spent / 1e6));
    return result;
  }
}
