package dev.regauge.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.engine.TargetSelection;
import dev.regauge.engine.request.TargetAnswers;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.Support;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Level 2 of the kit: what every adapter's files must keep, whatever its orchestrator. No asset and
 * no field of the plan is lost, and the same product gives the same bytes.
 */
@Level(2)
public abstract class AdapterConformance extends LoadsConformance {
  private static final SortedMap<String, PlanUse> USES = new TreeMap<>();

  /** Makes a test; JUnit calls it. */
  protected AdapterConformance() {}

  /**
   * Returns the leaves of the plan that no file of this adapter tells of, by record: {@code
   * EnvironmentPlan.values}. Its bundle reads them when it runs, from plan.json or env/, or the
   * adapter's answer says that they are lost. None unless an adapter says so.
   */
  protected Set<String> readWhenItRuns() {
    return Set.of();
  }

  @Test
  void everyAssetIsInTheBundle() throws IOException {
    SortedMap<String, BundleFile> files = files(TWO);
    for (String key : List.of("raw/import", "gold/class")) {
      assertTrue(
          files.values().stream().anyMatch(file -> isFrom(file, "assets[" + key + "]")),
          "no file names its origin " + key);
    }
  }

  @Test
  void theSameProductGivesTheSameBytes() throws IOException {
    assertEquals(files(TWO), files(TWO));
  }

  @Test
  void aLargeProductIsWhole() throws IOException {
    StringBuilder product = new StringBuilder(HEAD).append("assets:\n");
    for (int i = 0; i < 500; i++) {
      product.append("  - {key: g").append(i % 7).append("/a").append(i);
      product.append(i == 0 ? "" : ", deps: [g" + i / 2 % 7 + "/a" + i / 2 + "]");
      product.append(", run: {sql: \"select 1 as n\"}}\n");
    }
    product.append("jobs: [{name: all_of_them, select: [\"*\"]}]\n");
    SortedMap<String, BundleFile> files = files(product.toString());
    for (int i = 0; i < 500; i++) {
      String address = "assets[g" + i % 7 + "/a" + i + "]";
      assertTrue(files.values().stream().anyMatch(file -> isFrom(file, address)), address);
    }
  }

  /**
   * No field is lost: each leaf of a plan that uses everything is changed by itself, and then the
   * adapter's own files must change, unless the leaf is the step's alone or the adapter names it.
   */
  @Test
  void noFieldOfThePlanIsLost() throws IOException {
    PlanUse use = planUse();
    SortedSet<String> known = new TreeSet<>(StepLeaves.ALL);
    known.addAll(readWhenItRuns());
    known.addAll(LaterLeaves.ALL);
    assertEquals(List.of(), use.lost(known), "no file of the adapter tells of these leaves");
    SortedSet<String> needless = new TreeSet<>(readWhenItRuns());
    needless.retainAll(use.told());
    assertEquals(new TreeSet<>(), needless, "the adapter's files tell of these leaves after all");
  }

  /** What is answered with Native is the engine's own, so that the engine's files show it. */
  @Test
  void whatIsNativeStandsInTheFiles() throws IOException {
    PlanUse use = planUse();
    SortedSet<Feature> unseen = new TreeSet<>();
    for (TargetAnswers.Answer answer : everything().targets().getFirst().answers()) {
      Feature feature = answer.use().feature();
      if (answer.support() instanceof Support.Native && !use.features().contains(feature)) {
        unseen.add(feature);
      }
    }
    assertEquals(new TreeSet<>(), unseen);
  }

  /** The test itself must see a loss: an adapter that forgets all but the names is caught. */
  @Test
  void aLostFieldIsSeen() throws IOException {
    CompiledProduct.Sound sound = everything().product().sound().orElseThrow();
    PlanUse use = PlanUse.of(new Forgetful(), sound.graph(), sound.plan());
    assertTrue(use.lost(StepLeaves.ALL).contains("CronTrigger.timezone"), use.toString());
    assertFalse(use.lost(StepLeaves.ALL).contains("ProductPlan.name"), use.toString());
  }

  /** Hundreds of plans are lowered for it, so that two tests share what is found. */
  private PlanUse planUse() throws IOException {
    CompiledProduct.Sound sound = everything().product().sound().orElseThrow();
    return USES.computeIfAbsent(
        getClass().getName(), _ -> PlanUse.of(adapter(), sound.graph(), sound.plan()));
  }

  /** A product that uses everything which some target carries out, refused or not. */
  private Generation everything() throws IOException {
    try (InputStream text = AdapterConformance.class.getResourceAsStream("everything.yaml")) {
      Path file = temp.resolve("product.yaml");
      Files.write(file, Objects.requireNonNull(text).readAllBytes());
      FoundDiagnostics found = new FoundDiagnostics();
      AdapterRegistry alone = AdapterRegistry.of(List.of(adapter()));
      Generation checked =
          new Generator(alone, "conformance").check(file, TargetSelection.ALL, found);
      assertFalse(found.hasErrors(), () -> found.sorted().toString());
      return checked;
    }
  }

  private static boolean isFrom(BundleFile file, String address) {
    return file.origins().stream().anyMatch(origin -> origin.startsWith(address));
  }
}
