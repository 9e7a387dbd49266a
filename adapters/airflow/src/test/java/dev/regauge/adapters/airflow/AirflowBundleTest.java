package dev.regauge.adapters.airflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.plan.AssetPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the lowering decides, read from the files; that Airflow reads them the same way is shown on
 * Airflow itself, by {@code golden/engines/tests/test_airflow_*.py}.
 */
class AirflowBundleTest {

  private static final Path WEATHER = Path.of("../../golden/cases/weather/product.yaml");
  private static final Path PROBE =
      Path.of("../../golden/engines/tests/airflow_products/probe/product.yaml");

  @Test
  void eachJobIsOneFileAndEachAssetOfItIsMadeOnce() {
    EmittedProduct probe = EmittedProduct.of(PROBE);
    Set<String> dags =
        probe.files().stream()
            .map(file -> file.path().value())
            .filter(path -> path.startsWith("dags/"))
            .collect(Collectors.toSet());
    assertEquals(
        probe.plan().jobs().stream()
            .map(job -> "dags/probe__" + job.identifier() + ".py")
            .collect(Collectors.toSet()),
        dags);
    for (AssetPlan asset : probe.plan().assets()) {
      long makers =
          probe.files().stream()
              .filter(file -> file.path().value().startsWith("dags/"))
              .filter(file -> file.content().asText().contains("run_asset(\"" + asset.key() + "\""))
              .count();
      assertEquals(1, makers, asset.key());
    }
  }

  @Test
  void everyModuleCarriesTheScopeSoThatProductsShareOnePluginsFolder() {
    for (BundleFile file : EmittedProduct.of(PROBE).files()) {
      if (file.path().value().startsWith("plugins/")) {
        assertTrue(file.path().value().startsWith("plugins/lab_probe_"), file.path().value());
      }
    }
  }

  @Test
  void edgesWaitsPoolsAndZonesAreThePlans() {
    String dag = EmittedProduct.of(WEATHER).text("dags/weather__daily.py");
    assertTrue(dag.contains("[task_bronze__days, task_reference__normals] >> task_silver__days"));
    assertTrue(dag.contains("task_silver__days >> task_gold__months"));
    assertTrue(dag.contains("run_asset(\"silver/days\", job=\"daily\", retry_waits=[1.0, 2.0])"));
    assertTrue(dag.contains("pool=\"climate_weather_lake\""));
    assertTrue(dag.contains("[(\"0 6 * * *\", \"America/Los_Angeles\")]"));
    assertFalse(dag.contains("execution_timeout"), "semantics 17: the step ends itself");
  }

  @Test
  void aFailureThatIsNotListedAsTransientHasNoWaitsForALostProcess() {
    String dag =
        EmittedProduct.of(TestProducts.withRetryCategories("RESOURCE")).text("dags/tiny__all.py");
    assertTrue(dag.contains("retries=2"), dag);
    assertFalse(dag.contains("retry_waits"), dag);
  }

  @Test
  void everyFeatureIsAnsweredAndTheRefusedOnesSayWhatInstead() {
    Set<Feature> refused = EnumSet.noneOf(Feature.class);
    for (Feature feature : Feature.values()) {
      Support answer =
          new AirflowAdapter()
              .support(new FeatureUse(feature, "x", new SpecPath(""), new TreeMap<>(), false));
      if (answer instanceof Support.Unsupported(String why, String instead)) {
        refused.add(feature);
        assertFalse(why.isEmpty() || instead.isEmpty());
      }
    }
    // What no adapter can yet is refused besides.
    assertTrue(
        refused.containsAll(
            Set.of(Feature.OVERLAP_REPLACE, Feature.EXECUTION_POD, Feature.EXECUTION_INLINE)));
    assertFalse(refused.contains(Feature.DAILY_PARTITIONS));
  }

  @Test
  void theFilesArePythonAndTheShimStaysSmall(@TempDir Path folder)
      throws IOException, InterruptedException {
    EmittedProduct probe = EmittedProduct.of(PROBE);
    probe.writeTo(folder);
    Process python =
        new ProcessBuilder("python3", "-m", "compileall", "-q", folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(python.getInputStream().readAllBytes());
    assertTrue(python.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, python.exitValue(), said);
    for (String module : List.of("step", "task", "retry", "timetable")) {
      String text = probe.text("plugins/lab_probe_" + module + ".py");
      assertTrue(text.lines().count() <= 220, module);
    }
  }

  @Test
  void theSameProductGivesTheSameBytes() throws IOException {
    EmittedProduct first = EmittedProduct.of(PROBE);
    EmittedProduct second = EmittedProduct.of(PROBE);
    assertEquals(first.files(), second.files());
    assertTrue(Files.exists(PROBE));
  }
}
