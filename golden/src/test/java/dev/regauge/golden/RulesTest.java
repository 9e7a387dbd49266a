package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.engine.TargetSelection;
import dev.regauge.engine.request.FeatureCheck;
import dev.regauge.engine.request.SignalCheck;
import dev.regauge.services.Dialect;
import dev.regauge.services.Platform;
import dev.regauge.services.Refusals;
import dev.regauge.services.compose.ComposeDialect;
import dev.regauge.services.events.EventsLint;
import dev.regauge.services.jobs.JobsChart;
import dev.regauge.services.jobs.JobsProduct;
import dev.regauge.services.kubernetes.KubernetesDialect;
import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.TextPrinter;
import dev.regauge.spec.graph.LinkCodes;
import dev.regauge.spec.imports.ImportProblems;
import dev.regauge.spec.rule.RuleBook;
import dev.regauge.spec.source.ReadCodes;
import dev.regauge.spec.source.SpecDocument.OtherKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each code's folder in {@code golden/rules}: {@code bad.yaml} gives {@code bad.txt}, to the byte,
 * {@code good.yaml} gives nothing.
 *
 * <p>{@code -Dgolden.approve=RG-READ-} rewrites the texts of the codes that begin so, and fails.
 */
class RulesTest {

  private static final Path RULES = Path.of("rules");
  private static final Path DOCS = Path.of("../docs/rules");

  /** Its bad file is too large to be kept, so the test makes it. */
  private static final String TOO_LARGE = "RG-READ-003";

  /** Found by {@code ledger --strict} alone. */
  private static final String STRICT = "RG-FEAT-004";

  /** Found by {@code fmt} alone, which changes a file; SpecFormatterTest shows it. */
  private static final String FORMATTER = "RG-READ-060";

  /** Found by {@code services import} alone, in files of others; ServiceImportTest shows it. */
  private static final String IMPORTER = "RG-READ-061";

  /** Found by {@code services render} alone. */
  private static final Map<String, Dialect> DIALECTS =
      Map.of(
          Refusals.KUBERNETES.id(), new KubernetesDialect(),
          Refusals.COMPOSE.id(), new ComposeDialect());

  @TempDir Path made;

  static List<String> folders() throws IOException {
    try (Stream<Path> folders = Files.list(RULES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  /** The codes of the stages that a product file goes through; each has its folder and page. */
  static List<Code> codes() {
    return Stream.of(
            ReadCodes.ALL,
            LinkCodes.ALL,
            RuleBook.codes(),
            SignalCheck.ALL,
            Refusals.ALL,
            EventsLint.ALL)
        .flatMap(List::stream)
        .filter(code -> !List.of(FORMATTER, IMPORTER).contains(code.id()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theBadFileGivesItsText(String code) throws IOException {
    String found = print(bad(code));
    Path approved = RULES.resolve(code).resolve("bad.txt");
    String asked = System.getProperty("golden.approve", "");
    if (!asked.isEmpty() && code.startsWith(asked)) {
      assertTrue(System.getenv("CI") == null, "nothing is approved in CI");
      Files.writeString(approved, found);
      fail("approved " + approved);
    }
    assertEquals(Files.readString(approved), found);
    assertTrue(found.contains("[" + code + "]"), "the text is about another code");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theGoodFileGivesNothing(String code) {
    assertEquals("", print(RULES.resolve(code).resolve("good.yaml")));
  }

  @Test
  void eachCodeHasAFolderAndAPage() throws IOException {
    List<String> lacking = new ArrayList<>();
    for (Code code : codes()) {
      if (!folders().contains(code.id()) || !Files.exists(DOCS.resolve(code.id() + ".md"))) {
        lacking.add(code.id());
      }
    }
    assertEquals(List.of(), lacking);
  }

  @Test
  void noCodeIsTwoCodes() {
    // Those of the importers are found in files of others; ImportFloeTest shows them.
    List<Code> codes = Stream.concat(codes().stream(), ImportProblems.ALL.stream()).toList();
    assertEquals(codes.size(), codes.stream().distinct().count());
  }

  private Path bad(String code) throws IOException {
    if (!code.equals(TOO_LARGE)) {
      return RULES.resolve(code).resolve("bad.yaml");
    }
    String good = Files.readString(RULES.resolve(code).resolve("good.yaml"));
    Path bad = made.resolve("bad.yaml");
    Files.writeString(bad, good + "    description: " + "x".repeat(3_145_729) + "\n");
    return bad;
  }

  static String print(Path product) {
    String folder = String.valueOf(product.getParent().getFileName());
    if (EventsLint.ALL.stream().anyMatch(code -> code.id().equals(folder))) {
      return lint(product);
    }
    FoundDiagnostics found = new FoundDiagnostics();
    Generator generator = new Generator(AdapterRegistry.of(List.of(new Rails())), "golden");
    Generation checked = generator.check(product, TargetSelection.ALL, found);
    CompiledProduct compiled = checked.product();
    if (product.getParent().endsWith(STRICT)) {
      FeatureCheck strict = new FeatureCheck(compiled.sources(), found);
      checked.targets().forEach(strict::refuseApproximations);
    }
    // What a dialect cannot say is found when services are rendered.
    Dialect dialect = DIALECTS.get(product.getParent().getFileName().toString());
    if (dialect != null) {
      compiled
          .sound()
          .map(sound -> Platform.of(sound.graph(), Optional.empty(), new TreeMap<>()))
          .ifPresent(platform -> dialect.judge(platform, found));
    }
    if (product.getParent().endsWith(Refusals.JOBS.id())) {
      compiled
          .sound()
          .ifPresent(
              sound ->
                  JobsChart.judge(
                      new JobsProduct(sound.plan(), sound.uses()), sound.graph().locator(), found));
    }
    // A service alone is fine for check; what needs a product says so.
    compiled.otherKind().map(OtherKind::noProduct).ifPresent(found::add);
    return new TextPrinter(compiled.sources()).print(compiled.heard(found));
  }

  /** What the contract of the buses finds in code is found by its own command alone. */
  private static String lint(Path product) {
    GoldenServicesTest.Said said =
        GoldenServicesTest.run(List.of("lint", "events", product.toString()));
    boolean isFine = said.code() == 0 && !said.talk().contains("[RG-");
    return isFine ? "" : said.talk().replace(product.getParent() + "/", "");
  }
}
