package dev.regauge.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.engine.TargetSelection;
import dev.regauge.engine.compare.Difference;
import dev.regauge.engine.compare.Trace;
import dev.regauge.engine.compare.TraceComparison;
import dev.regauge.engine.compare.TraceReader;
import dev.regauge.engine.output.BundleWriter;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.plan.ExecutionPlan;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Level 3 of the kit: scenarios run on the engine, and what the engine's own store says of them
 * afterwards equals what the bundle's local runner did: states, attempts, checks, order and rows.
 * All scenarios that the adapter does not refuse are one product and one bundle, made in {@code
 * target/conformance/<test class>/}.
 */
@Level(3)
public abstract class SemanticsConformance extends RobustnessConformance {
  /** How the page begins the words about a scenario that an adapter does not make. */
  static final String REFUSES = "refused: ";

  private static final SortedMap<String, Done> DONE = new TreeMap<>();
  private static final SortedMap<String, Throwable> FAILED = new TreeMap<>();
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * What was run.
   *
   * @param refused what the adapter refuses of a scenario, by scenario
   */
  private record Done(
      ExecutionPlan plan,
      SortedMap<String, List<String>> refused,
      List<ObjectNode> local,
      List<ObjectNode> engine) {}

  /** Makes a test; JUnit calls it. */
  protected SemanticsConformance() {}

  /**
   * Runs jobs on the engine, one after the other, each to its end, and returns what the engine's
   * own store then says of them.
   *
   * @param bundle the generated bundle; its environments are made ({@code venv/}), and the folder
   *     that it lies in is new
   * @param runs in this order; a run that fails is no error
   * @param variables what the steps find in their environment: where the tables lie
   * @return a file with a line of JSON for each attempt and for each check's outcome, as
   *     docs/contracts/step-protocol.md says under "Trace", with {@code "source": "engine"}; a step
   *     that did not begin is {@code not_run}
   */
  protected abstract Path run(Path bundle, List<JobRun> runs, SortedMap<String, String> variables)
      throws IOException;

  /**
   * Returns the differences that are known and told by the ledger, as {@code subject: aspect}, for
   * example {@code timeout/slow: attempts}. Each must be seen. None unless an adapter says so.
   */
  protected Set<String> knownDifferences() {
    return Set.of();
  }

  /**
   * Returns the names of the scenarios that are run; all of them unless a test narrows it, as one
   * does that looks at a single fault. The others are told as not asked.
   */
  protected Set<String> scenarios() {
    return Set.copyOf(Scenario.ALL.stream().map(Scenario::name).toList());
  }

  @ParameterizedTest
  @MethodSource("dev.regauge.testkit.Scenario#all")
  void theEngineDoesWhatTheLocalRunnerDoes(Scenario scenario) throws IOException {
    assumeTrue(scenarios().contains(scenario.name()), "this test does not ask for it");
    Done done = done();
    List<String> refused = done.refused().getOrDefault(scenario.name(), List.of());
    assumeTrue(refused.isEmpty(), () -> REFUSES + refused);
    List<Difference> differences =
        new TraceComparison(Optional.of(done.plan()))
            .differences(
                List.of(
                    trace("local", done.local(), scenario),
                    trace("engine", done.engine(), scenario)));
    List<String> unknown =
        differences.stream()
            .filter(difference -> !knownDifferences().contains(named(difference)))
            .map(Difference::line)
            .toList();
    assertEquals(List.of(), unknown);
    List<String> seen = differences.stream().map(SemanticsConformance::named).toList();
    List<String> unseen =
        knownDifferences().stream()
            .filter(known -> known.startsWith(scenario.name() + "/") && !seen.contains(known))
            .toList();
    assertEquals(List.of(), unseen, "is no difference any more");
  }

  private static String named(Difference difference) {
    return difference.subject() + ": " + difference.aspect();
  }

  private static Trace trace(String runner, List<ObjectNode> events, Scenario scenario) {
    StringBuilder lines = new StringBuilder();
    for (ObjectNode event : events) {
      String asset = event.path("asset").asString("");
      String table = event.path("table").asString("");
      if (asset.startsWith(scenario.name() + "/") || table.startsWith(scenario.name() + ".")) {
        lines.append(JSON.writeValueAsString(event.put("runner", runner))).append('\n');
      }
    }
    return TraceReader.read(runner, lines.toString());
  }

  /**
   * One engine and one bundle for all scenarios; the class runs them when the first asks. What went
   * wrong then is told to each, and not tried again.
   */
  private Done done() throws IOException {
    String name = getClass().getName();
    if (FAILED.containsKey(name)) {
      throw new IOException("the runs failed before", FAILED.get(name));
    }
    if (!DONE.containsKey(name)) {
      try {
        DONE.put(name, runAll(Path.of("target", "conformance", name)));
      } catch (IOException | RuntimeException | AssertionError e) {
        FAILED.put(name, e);
        throw e;
      }
    }
    return DONE.get(name);
  }

  private Done runAll(Path folder) throws IOException {
    delete(folder);
    Path product = Files.createDirectories(folder.resolve("product"));
    Files.createDirectories(product.resolve("src"));
    Files.writeString(product.resolve("src/kit_steps.py"), Scenario.resource("kit_steps.py"));
    SortedMap<String, List<String>> refused = new TreeMap<>();
    List<Scenario> carried = new ArrayList<>();
    for (Scenario scenario : Scenario.ALL) {
      if (!scenarios().contains(scenario.name())) {
        continue;
      }
      List<String> features = refusals(product, scenario);
      if (features.isEmpty()) {
        carried.add(scenario);
      } else {
        refused.put(scenario.name(), features);
      }
    }
    FoundDiagnostics found = new FoundDiagnostics();
    Path file = Files.writeString(product.resolve("product.yaml"), Scenario.product(carried));
    Generation made = generator().generate(file, TargetSelection.ALL, found);
    assertFalse(found.hasErrors(), () -> found.sorted().toString());
    ExecutionPlan plan = made.product().sound().map(CompiledProduct.Sound::plan).orElseThrow();
    new BundleWriter().write(folder.resolve("out"), made.bundles(), false, found);
    Path bundle = folder.resolve("out").resolve(adapter().descriptor().id().value());
    LocalRunner.prepare(bundle);

    List<JobRun> runs = carried.stream().flatMap(one -> one.runs().stream()).toList();
    Path local = Files.createDirectories(folder.resolve("local"));
    Path engine = Files.createDirectories(folder.resolve("engine"));
    LocalRunner runner = new LocalRunner(bundle, local);
    List<ObjectNode> expected = events(Files.readAllLines(runner.run(runs)));
    List<ObjectNode> tables = events(runner.tables("local", local));
    assertFalse(tables.isEmpty(), "no table was read, so that rows could not be compared");
    expected.addAll(tables);
    Path told = run(bundle.toAbsolutePath(), runs, LocalRunner.lake(engine));
    List<ObjectNode> seen = events(Files.readAllLines(told));
    LeftUndone.name(plan, seen);
    seen.addAll(events(runner.tables("engine", engine)));
    return new Done(plan, refused, expected, seen);
  }

  private List<String> refusals(Path product, Scenario scenario) throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    Path file =
        Files.writeString(product.resolve("product.yaml"), Scenario.product(List.of(scenario)));
    Generation checked = generator().check(file, TargetSelection.ALL, found);
    return checked.targets().getFirst().answers().stream()
        .filter(answer -> answer.support() instanceof Support.Unsupported)
        .map(answer -> answer.use().feature().id())
        .distinct()
        .toList();
  }

  private Generator generator() {
    return new Generator(AdapterRegistry.of(List.of(adapter())), "conformance");
  }

  private static List<ObjectNode> events(List<String> lines) {
    List<ObjectNode> events = new ArrayList<>();
    lines.stream()
        .filter(line -> !line.isBlank())
        .forEach(line -> events.add((ObjectNode) JSON.readTree(line)));
    return events;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path one, IOException end) throws IOException {
            Files.delete(one);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
