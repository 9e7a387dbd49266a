package dev.regauge.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.engine.TargetSelection;
import dev.regauge.engine.request.TargetAnswers;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.feature.Support;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Level 1 of the kit: the adapter is found, says who it is, answers for a small product, and makes
 * a bundle of it that somebody can read. An adapter's test extends this class, or that of a higher
 * level, and names the adapter; the class needs nothing of the orchestrator.
 */
@ExtendWith(ConformancePage.class)
@Level(1)
public abstract class LoadsConformance {
  static final String HEAD =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: conformance, domain: testkit}
      catalogs: {lake: {type: jdbc, uri: {env: CATALOG_URI}, warehouse: {env: WAREHOUSE}}}
      """;

  static final String TWO =
      HEAD
          + """
          assets:
            - {key: raw/import, description: "it's \\"x\\" {{ y }} ${z}", run: {sql: "select 1 as n"}}
            - {key: gold/class, inputs: [raw/import], run: {sql: "select n from import"}}
          jobs:
            - {name: both, select: ["*"], triggers: [{cron: "0 6 * * *"}]}
          """;

  @TempDir Path temp;

  /** Makes a test; JUnit calls it. */
  protected LoadsConformance() {}

  /** Returns the adapter under test. */
  protected abstract OrchestratorAdapter<?> adapter();

  /**
   * Returns what runs level 3 in place of this class, as its readers find it: an engine that no
   * test of Maven's can start is asked by a test of another kind. The page tells it; empty means
   * that nobody does.
   */
  protected Optional<String> semanticsElsewhere() {
    return Optional.empty();
  }

  @Test
  void theDescriptorIsWhole() {
    var descriptor = adapter().descriptor();
    assertFalse(descriptor.title().isBlank());
    assertFalse(descriptor.testedVersions().isEmpty());
    descriptor.options().forEach(option -> assertFalse(option.doc().isBlank(), option.name()));
  }

  @Test
  void theAdapterIsFoundByItsService() {
    String id = adapter().descriptor().id().value();
    assertEquals(
        adapter().getClass(),
        AdapterRegistry.installed().adapter(id).orElseThrow().getClass(),
        "META-INF/services names another class, or none");
  }

  @Test
  void everyBundleIsReadable() throws IOException {
    SortedMap<String, BundleFile> files = files(TWO);
    for (String name : List.of("README.md", "Dockerfile", "plan.json", "make-env.sh")) {
      assertTrue(files.containsKey(name), name);
    }
  }

  @Test
  void aProductWithoutAssetsIsABundle() throws IOException {
    assertTrue(files(HEAD + "assets: []\n").containsKey("README.md"));
  }

  @Test
  void everyAnswerIsExplained() throws IOException {
    Generation made = generate(TWO, new FoundDiagnostics());
    for (TargetAnswers.Answer answer : made.targets().getFirst().answers()) {
      String said =
          switch (answer.support()) {
            case Support.Native _ -> "native";
            case Support.Emulated(String how) -> how;
            case Support.Approximated(String difference) -> difference;
            case Support.Unsupported(String why, String instead) -> why.isBlank() ? "" : instead;
          };
      assertFalse(said.isBlank(), answer.use().toString());
    }
  }

  /** Returns the files of a product's bundle by path. */
  final SortedMap<String, BundleFile> files(String product) throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    Generation made = generate(product, found);
    assertFalse(found.hasErrors(), () -> found.sorted().toString());
    SortedMap<String, BundleFile> files = new TreeMap<>();
    made.bundles()
        .getFirst()
        .bundle()
        .files()
        .forEach(file -> files.put(file.path().value(), file));
    return files;
  }

  final Generation generate(String product, FoundDiagnostics found) throws IOException {
    Path file = Files.writeString(temp.resolve("product.yaml"), product);
    AdapterRegistry alone = AdapterRegistry.of(List.of(adapter()));
    return new Generator(alone, "conformance").generate(file, TargetSelection.ALL, found);
  }
}
