package dev.regauge.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.Generation;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureScanner;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.testkit.mutant.Fault;
import dev.regauge.testkit.mutant.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Level 4 of the kit: hostile texts, another machine, the order in which things are written, what
 * must not stand in a bundle, and mistakes that are planted into the plan and must show.
 */
@Level(4)
public abstract class RobustnessConformance extends AdapterConformance {
  private static final String PLANTED =
      HEAD
          + """
          pools: {narrow: 2}
          params: {year: {type: int, default: 2012}}
          partitions: {day: {daily: {start: "2025-01-01", timezone: Europe/Berlin}}}
          assets:
            - {key: a, partitions: day, pool: narrow, retry: {max: 2, wait: PT1S}, checks: [{row_count: {min: 1}}], run: {sql: "select 1 as n"}}
            - {key: b, partitions: day, inputs: [a], run: {sql: "select n from a"}}
          jobs:
            - {name: both, select: ["*"], triggers: [{cron: "0 6 * * *", timezone: Europe/Berlin}]}
          """;

  /** Makes a test; JUnit calls it. */
  protected RobustnessConformance() {}

  /**
   * Returns the faults of {@link Faults} that no file of this adapter can show, because the step or
   * plan.json does what they spoil, or because the adapter refuses what they are about. None unless
   * an adapter says so.
   */
  protected Set<String> faultsElsewhere() {
    return Set.of();
  }

  /** Quotes, line ends, templates of other languages, letters that hide: all of it is text. */
  @Test
  void hostileTextsAreText() throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    Generation made = generate(resource("hostile.yaml"), found);
    List<String> refused =
        made.targets().getFirst().answers().stream()
            .filter(answer -> answer.support() instanceof Support.Unsupported)
            .map(answer -> answer.use().feature().id())
            .toList();
    assumeTrue(refused.isEmpty(), () -> "this target refuses what the corpus has: " + refused);
    assertFalse(found.hasErrors(), () -> found.sorted().toString());
  }

  /**
   * A text that is not quoted ends the language that it stands in. Where the target refuses what
   * the corpus has, only the texts of a small product are tried.
   */
  @Test
  void everyFileIsInItsLanguageWhateverTheTexts() throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    Generation made = generate(resource("hostile.yaml"), found);
    List<BundleFile> files =
        new ArrayList<>(found.hasErrors() ? List.of() : made.bundles().getFirst().bundle().files());
    assertEquals(List.of(), new FileSyntax(temp.resolve("hostile")).faults(files));
    files.clear();
    files.addAll(files(TWO).values());
    assertEquals(List.of(), new FileSyntax(temp.resolve("two")).faults(files));
  }

  /** What a network says is another thing tomorrow, and nothing where there is none. */
  @Test
  void nobodyIsAskedOverTheNetwork() throws IOException {
    try (NetworkWatch watch = NetworkWatch.begin()) {
      files(TWO);
      assertEquals(new TreeSet<>(), watch.asked());
    }
  }

  @Test
  void nothingOfTheMachineIsInTheBundle() throws IOException {
    for (BundleFile file : files(TWO).values()) {
      String text = file.content().asText();
      assertFalse(text.contains(System.getProperty("user.dir")), file.path().value());
      assertFalse(text.contains(temp.toString()), file.path().value());
    }
  }

  @Test
  void anotherMachineMakesTheSameBytes() throws IOException {
    SortedMap<String, BundleFile> here = files(PLANTED);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.of("tr", "TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
      assertEquals(here, files(PLANTED));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void theOrderOfAssetsChangesNothing() throws IOException {
    List<String> lines = new ArrayList<>(PLANTED.lines().toList());
    int a = lines.indexOf(lines.stream().filter(l -> l.contains("key: a,")).findFirst().get());
    lines.add(a, lines.remove(a + 1));
    assertEquals(files(PLANTED), files(String.join("\n", lines) + "\n"));
  }

  /** A mistake that an adapter could make must change its files, or nobody could ever see it. */
  @Test
  void aPlantedFaultShows() throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct.Sound sound =
        generate(PLANTED, found)
            .product()
            .sound()
            .orElseThrow(() -> new AssertionError(found.sorted().toString()));
    String right = PlanUse.print(adapter(), sound.plan());
    SortedSet<String> unseen = new TreeSet<>();
    SortedSet<Feature> promised = new TreeSet<>();
    for (Fault fault : Faults.ALL) {
      ExecutionPlan wrong = fault.change().apply(sound.plan());
      assertNotEquals(sound.plan(), wrong, () -> fault.name() + " changes nothing of the corpus");
      if (PlanUse.print(adapter(), wrong).equals(right)) {
        unseen.add(fault.name());
        promised.addAll(promised(sound, wrong));
      }
    }
    assertEquals(new TreeSet<>(), promised, "is native by the answer, and no file shows it");
    assertEquals(new TreeSet<>(faultsElsewhere()), unseen);
  }

  /** Returns what only the wrong plan asks for and the adapter calls native. */
  private Set<Feature> promised(CompiledProduct.Sound sound, ExecutionPlan wrong) {
    Set<Feature> promised = EnumSet.noneOf(Feature.class);
    FeatureScanner scanner = new FeatureScanner();
    for (FeatureUse use : scanner.scan(sound.graph(), wrong)) {
      if (adapter().support(use, adapter().descriptor().defaultVersion())
          instanceof Support.Native) {
        promised.add(use.feature());
      }
    }
    scanner.scan(sound.graph(), sound.plan()).forEach(use -> promised.remove(use.feature()));
    return promised;
  }

  private static String resource(String name) throws IOException {
    try (InputStream text = RobustnessConformance.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
