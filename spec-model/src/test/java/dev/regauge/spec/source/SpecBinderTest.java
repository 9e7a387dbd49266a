package dev.regauge.spec.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fields take, and that every mistake is found in one run. */
class SpecBinderTest {

  private static final String RUN = "run: {python: 'm:f'}\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NO",
        "on",
        "yes",
        "012",
        "0o14",
        "0x1F",
        "1_000",
        "12:30:45",
        "1:20",
        "1.10",
        "1e3",
        ".inf"
      })
  void aTextStaysAsItIsWritten(String written) {
    Reading reading = Reading.ofAsset(RUN + "description: " + written);
    assertEquals(written, asset(reading).description().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"1.10, 1", "012, 1", "0x1F, 1", "1e3, 1", "1.1, 0", "467, 0", "NO, 0", "12:30, 0"})
  void aTextThatLooksLikeAnotherNumberIsWarnedOf(String written, int warnings) {
    List<String> places = Reading.ofAsset(RUN + "description: " + written).places();
    assertEquals(warnings == 1 ? List.of("023@7:18") : List.of(), places);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3.0", "\"3\"", "3.7", "three", "0x3", "03", "1e1", "true", "[3]", "{a: 3}", "1_0", ".nan",
        "+3"
      })
  void anIntegerIsADecimalIntegerOnly(String written) {
    assertEquals(
        List.of("014@7:28"),
        Reading.ofAsset(RUN + "pool: {name: a, slots: " + written + "}").places());
  }

  @ParameterizedTest
  @CsvSource({"0, 017", "-1, 017", "99999999999999999999999, 017", "1,"})
  void anIntegerHasARange(String written, String code) {
    Reading reading = Reading.ofAsset(RUN + "pool: {name: a, slots: " + written + "}");
    assertEquals(
        code == null ? List.of() : List.of(code),
        reading.places().stream().map(place -> place.substring(0, 3)).toList());
  }

  @Test
  void freeValuesAreExact() {
    Reading reading =
        Reading.ofAsset(
            RUN
                + "metadata: {a: 1.10, b: 0.1000000000000000055511151231257827, c: -0, d: null, e:"
                + " [x, {f: true}], g: no, h: {env: HOST}, i: {service: trino}, j: {secretRef:"
                + " a/b.c}, k: {env: HOST, x: 1}}");
    var metadata = asset(reading).metadata();
    assertEquals(new Value.Number(new BigDecimal("1.10")), metadata.get("a"));
    assertEquals(
        new Value.Number(new BigDecimal("0.1000000000000000055511151231257827")),
        metadata.get("b"));
    assertEquals(new Value.Nothing(), metadata.get("d"));
    assertEquals(new Value.Text("no"), metadata.get("g"));
    assertEquals(new Value.EnvironmentRef("HOST"), metadata.get("h"));
    assertEquals(new Value.ServiceRef("trino"), metadata.get("i"));
    assertEquals(new Value.SecretRef("a", "b.c", "kubernetes"), metadata.get("j"));
    assertTrue(metadata.get("k") instanceof Value.Mapping);
  }

  @ParameterizedTest
  @CsvSource({
    "1e400, 017",
    "-1e400, 017",
    "12345678901234567890, 017",
    ".inf, 022",
    ".nan, 022",
    "0x1F, 022",
    "012, 022",
    "+1, 022",
    ".5, 022",
  })
  void aNumberThatToolsWouldReadDifferentlyIsRefused(String written, String code) {
    assertEquals(
        List.of(code + "@7:19"), Reading.ofAsset(RUN + "metadata: {a: " + written + "}").places());
  }

  @Test
  void longNumbersAreRefusedWithoutHarm() {
    String digits = "7".repeat(5_000);
    Reading reading = Reading.ofAsset(RUN + "metadata: {a: " + digits + ", b: 0." + digits + "}");
    assertEquals(2, reading.findings().size());
    assertFalse(reading.text().contains("7".repeat(200)));
  }

  @Test
  void aKeyInAMessageIsCut() {
    Reading reading = Reading.ofAsset(RUN + "\"" + "k".repeat(1_000) + "\": 1");
    assertTrue(reading.findings().getFirst().message().length() < 200);
  }

  @Test
  void aWordInAListIsToldWithTheListsName() {
    String alert = "alerts: {oncall: {events: [run.fail], slack: {url: {env: URL}}}}\n";
    Reading reading = Reading.of(Reading.HEAD + alert);
    assertEquals(
        List.of("'events' of alert 'oncall' takes no 'run.fail'"),
        reading.findings().stream()
            .map(Diagnostic::message)
            .filter(message -> message.contains("run.fail"))
            .toList());
  }

  @Test
  void everyMistakeIsFoundInOneRun() {
    Reading reading =
        Reading.of(
            """
            apiVersion: regauge.dev/v2
            kind: DataProduct
            metadata: {nam: hello}
            pool: {}
            assets:
              - key: Raw/Orders
                run: {python: m.f, sql: x}
                retry: three
                checks: [{uniqe: id}, {unique: id, onFail: blok, threshold: 2}]
              - run: {streaming: {}}
            jobs: {}
            """);
    assertEquals(
        List.of(
            "021@1:13",
            "013@3:12",
            "013@4:1",
            "018@6:10",
            "019@7:11",
            "014@8:12",
            "013@9:15",
            "016@9:48",
            "017@9:65",
            "015@10:5",
            "020@10:11",
            "014@11:7"),
        reading.places());
  }

  /** A misspelt field is one mistake, not also a missing one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rum: {python: 'm:f'} | 013",
        "run: {pyton: 'm:f'} | 013",
        "run: {python: {entrypont: 'm:f'}} | 013",
        "run: {sql: {querry: x}} | 013",
        "run: {} | 019",
        "run: {python: {}} | 015",
        "run: | 014",
      })
  void oneMistakeIsOneFinding(String fields, String code) {
    List<String> places = Reading.ofAsset(fields).places();
    assertEquals(List.of(code), places.stream().map(place -> place.substring(0, 3)).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "partitons, partitions",
    "Description, description",
    "max_runtime, maxRuntime",
    "freshnes, freshness",
    "maxruntime, maxRuntime",
    "crom, cron",
    "schedule, cron",
    "dependencies, deps",
    "timeout, maxRuntime",
    "tests, checks",
  })
  void anUnknownFieldIsMetWithTheNearest(String written, String meant) {
    Diagnostic found = Reading.ofAsset(RUN + written + ": 1").findings().getFirst();
    assertEquals("did you mean '" + meant + "'?", found.help());
  }

  /** The whole spec is known: what this version does not build is refused as that, by place. */
  @ParameterizedTest
  @ValueSource(strings = {"manifest"})
  void everyFieldOfTheSpecIsKnown(String example) throws IOException {
    assertEquals(Set.of("RG-READ-020"), codesOf(example));
  }

  @ParameterizedTest
  @ValueSource(strings = {"smallest", "normal", "full", "service", "topic"})
  void whatIsBuiltIsRead(String example) throws IOException {
    Set<String> codes = codesOf(example);
    codes.removeAll(Set.of("RG-READ-024", "RG-READ-053")); // files that lie nowhere
    assertEquals(Set.of(), codes);
  }

  @Test
  void theOrderOfKeysChangesNothing() {
    String product =
        "metadata: {name: hello, owner: me}\nkind: DataProduct\napiVersion: regauge.dev/v1\n";
    String one =
        "assets: [{key: a/b, tags: {x: a, y: b}, run: {python: 'm:f'}, retry: {max: 1, wait:"
            + " PT1S}}]\n";
    String two =
        "assets: [{retry: {wait: PT1S, max: 1}, run: {python: 'm:f'}, tags: {y: b, x: a}, key:"
            + " a/b}]\n";
    assertEquals(Reading.of(product + one).product(), Reading.of(two + product).product());
  }

  @Test
  void nullIsTheSameAsNothing() {
    assertEquals(
        Reading.ofAsset(RUN).product(),
        Reading.ofAsset(RUN + "description: null\nretry: ~\nchecks:\ntags: null\n").product());
  }

  /** Every map of a real product is turned round: the records are the same. */
  @Test
  void turningEveryMapRoundChangesNothing() throws IOException {
    Path product = Path.of("../golden/cases/weather/product.yaml");
    String text = Files.readString(product);
    FoundDiagnostics found = new FoundDiagnostics();
    Node.Mapping tree = TreeReader.read(new SourceFile("product.yaml", text), found).orElseThrow();
    Node.Mapping turned = (Node.Mapping) turned(tree);
    NormalForm.of(turned, found);
    Optional<ProductSpec> bound =
        new SpecBinder(new NotSupportedYet(), new OtherWords(), found).bind(turned);
    assertEquals(List.of(), found.sorted());
    assertEquals(new SpecReader().read(product, found).product(), bound);
  }

  private static Node turned(Node node) {
    return switch (node) {
      case Node.Mapping map -> {
        Node.Mapping turned = Node.Mapping.from(map);
        for (int i = map.size() - 1; i >= 0; i--) {
          turned.add(map.key(i), turned(map.value(i)));
        }
        yield turned;
      }
      case Node.Sequence list ->
          Node.Sequence.from(list, list.items().stream().map(SpecBinderTest::turned).toList());
      case Node.Scalar scalar -> scalar;
      case Node.Broken broken -> broken;
    };
  }

  @Test
  void theProductsOwnChecksAreAList() {
    assertEquals(List.of("014@4:9"), Reading.of(Reading.HEAD + "checks: {unique: id}\n").places());
    assertEquals(List.of(), Reading.of(Reading.HEAD + "checks:\n").places());
  }

  private static AssetSpec asset(Reading reading) {
    return reading.document().product().orElseThrow().assets().getFirst();
  }

  private static Set<String> codesOf(String example) throws IOException {
    try (InputStream file = SpecBinderTest.class.getResourceAsStream(example + ".yaml")) {
      Reading reading = Reading.of(file.readAllBytes(), new TreeMap<>());
      return reading.findings().stream()
          .map(found -> found.code().id())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Bytes of a real spec are changed one by one: whatever comes, it is a finding or a product. */
  @Test
  void noChangeOfAByteMakesTheReaderThrow() throws IOException {
    try (InputStream file = SpecBinderTest.class.getResourceAsStream("full.yaml")) {
      byte[] whole = file.readAllBytes();
      byte[] marks = "\"'[]{}:,-#&*!|>%@`?~ \n\t0a\u00e9".getBytes(StandardCharsets.UTF_8);
      int seed = 7;
      for (int i = 0; i < 1_500; i++) {
        seed = seed * 1_103_515_245 + 12_345;
        int at = (seed >>> 8) % whole.length;
        byte before = whole[at];
        whole[at] = marks[(seed >>> 4) % marks.length];
        Reading reading = Reading.of(whole, new TreeMap<>());
        assertTrue(!reading.text().isEmpty());
        whole[at] = before;
      }
    }
  }
}
