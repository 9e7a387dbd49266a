package dev.regauge.spec.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The printed forms of findings. */
class TextPrinterTest {

  private static final Code CODE = new Code("RG-LINK-001");

  @Test
  void theFormIsTheHouses() {
    Diagnostic finding =
        Diagnostic.error(CODE, "asset 'orders_daily' depends on 'order_raw', which is not declared")
            .at(new Span("shop.yaml", 14, 9, 9))
            .label("no asset has this key")
            .related(
                Optional.of(new Span("shop.yaml", 3, 10, 10)), "a similar key is declared here")
            .help("write 'orders_raw', or run 'regauge explain RG-LINK-001'");
    String[] lines = new String[15];
    java.util.Arrays.fill(lines, "");
    lines[3] = "  - key: orders_raw";
    lines[14] = "      - order_raw";
    assertEquals(
        """
        error[RG-LINK-001]: asset 'orders_daily' depends on 'order_raw', which is not declared
          --> shop.yaml:14:9
           |
        14 |       - order_raw
           |         ^^^^^^^^^ no asset has this key
          ::: shop.yaml:3:10
         3 |   - key: orders_raw
           |          ---------- a similar key is declared here
           = help: write 'orders_raw', or run 'regauge explain RG-LINK-001'

        1 error
        """,
        print(lines, finding));
  }

  @Test
  void caretsStandUnderWideAndCombinedCharacters() {
    assertEquals("  |         ^ here", caretLine("a: 日本 x", 7, 1));
    assertEquals("  |       ^^^^ here", caretLine("日本: 日本", 5, 2));
    assertEquals("  |    ^^ here", caretLine("a: 😀", 4, 1));
    assertEquals("  |     ^ here", caretLine("e\u0301o: x", 6, 1));
    assertEquals("  |     ^ here", caretLine("\tx", 2, 1));
  }

  @Test
  void nothingInASourceSteersTheTerminal() {
    String text =
        print(
            new String[] {"", "k: \u001b[2J\u0007\u202e\u2028"},
            Diagnostic.error(CODE, "m\u001b[31m\nx").at(new Span("f", 1, 4, 1)).help("\u0000h"));
    assertTrue(text.contains("\\x1b[2J\\x07\\u202e\\u2028"), text);
    assertTrue(text.contains("m\\x1b[31m\\nx"), text);
    assertFalse(text.codePoints().anyMatch(c -> c < 0x20 && c != '\n'), text);
    assertTrue(text.contains("|    ^^^^\n"), text);
  }

  @Test
  void aLongLineIsCutAroundTheCaret() {
    String[] lines = {"", "x".repeat(5_000) + "Y" + "x".repeat(5_000)};
    String text = print(lines, Diagnostic.error(CODE, "m").at(new Span("f", 1, 5_001, 1)));
    String line = text.lines().filter(each -> each.contains("Y")).findFirst().orElseThrow();
    String caret = text.lines().filter(each -> each.endsWith("^")).findFirst().orElseThrow();
    assertEquals(line.indexOf('Y'), caret.indexOf('^'));
    assertTrue(line.length() < 140);
  }

  @Test
  void aHundredFindingsAreEnough() {
    FoundDiagnostics found = new FoundDiagnostics();
    for (int i = 0; i < 250; i++) {
      found.add(Diagnostic.error(CODE, "m" + i).at(new Span("f", i + 1, 1, 1)));
    }
    found.add(Diagnostic.warning(CODE, "w").at(new Span("f", 999, 1, 1)));
    String text = new TextPrinter((file, line) -> Optional.empty()).print(found.sorted());
    assertEquals(100, text.lines().filter(line -> line.startsWith("error[")).count());
    assertTrue(text.endsWith("\nand 151 more\n250 errors, 1 warning\n"), text);
  }

  @Test
  void findingsAreSortedByPlaceAndOnlyOnce() {
    FoundDiagnostics found = new FoundDiagnostics();
    List<Diagnostic> added = new ArrayList<>();
    added.add(Diagnostic.error(CODE, "b").at(new Span("b", 1, 1, 1)));
    added.add(Diagnostic.error(CODE, "a9").at(new Span("a", 9, 1, 1)));
    added.add(Diagnostic.error(CODE, "a10").at(new Span("a", 10, 1, 1)));
    added.add(Diagnostic.error(CODE, "none"));
    added.add(Diagnostic.error(CODE, "a9").at(new Span("a", 9, 1, 1)));
    added.forEach(found::add);
    assertEquals(
        List.of("none", "a9", "a10", "b"),
        found.sorted().stream().map(Diagnostic::message).toList());
  }

  @Test
  void jsonAndSarifSayTheSame() {
    Diagnostic finding =
        Diagnostic.warning(CODE, "a \"quoted\" \u001b thing")
            .at(new SpecPath("assets[0].key"), Optional.of(new Span("a b/ü.yaml", 3, 4, 5)))
            .label("here")
            .related(Optional.of(new Span("g.yaml", 1, 2, 3)), "there")
            .help("mend it");
    JsonNode json = new JsonMapper().readTree(new JsonPrinter().print(List.of(finding)));
    JsonNode first = json.get("diagnostics").get(0);
    assertEquals("RG-LINK-001", first.get("code").asString());
    assertEquals("a \"quoted\" \u001b thing", first.get("message").asString());
    assertEquals(4, first.get("span").get("column").asInt());
    assertEquals("assets[0].key", first.get("path").asString());
    assertEquals(1, json.get("warnings").asInt());
    JsonNode sarif =
        new JsonMapper()
            .readTree(
                new SarifPrinter("0.1.0", Path.of("/repo"), _ -> Optional.empty())
                    .print(List.of(finding)));
    JsonNode result = sarif.get("runs").get(0).get("results").get(0);
    assertEquals("warning", result.get("level").asString());
    JsonNode place = result.get("locations").get(0).get("physicalLocation");
    assertEquals("a%20b/%C3%BC.yaml", place.get("artifactLocation").get("uri").asString());
    assertEquals("%SRCROOT%", place.get("artifactLocation").get("uriBaseId").asString());
    assertEquals("file:///repo/", sarif.at("/runs/0/originalUriBaseIds/%SRCROOT%/uri").asString());
    assertEquals(9, place.get("region").get("endColumn").asInt());
    assertEquals(
        "there", result.get("relatedLocations").get(0).get("message").get("text").asString());
  }

  @Test
  void theNearestNameIsTheOneThatWasMeant() {
    assertEquals(
        Optional.of("partitions"), NearestName.to("partitons", List.of("pool", "partitions")));
    assertEquals(Optional.of("unique"), NearestName.to("uniqeu", List.of("not_null", "unique")));
    assertEquals(
        Optional.of("not_null"), NearestName.to("not-Null", List.of("not_null", "unique")));
    assertEquals(Optional.empty(), NearestName.to("xyz", List.of("partitions", "pool")));
    assertEquals(
        Optional.empty(), NearestName.to("a".repeat(100_000), List.of("b".repeat(100_000))));
  }

  private static String caretLine(String line, int column, int length) {
    Diagnostic finding =
        Diagnostic.error(CODE, "m").at(new Span("f", 1, column, length)).label("here");
    return print(new String[] {"", line}, finding)
        .lines()
        .filter(each -> each.contains("^"))
        .findFirst()
        .orElseThrow();
  }

  private static String print(String[] lines, Diagnostic finding) {
    return new TextPrinter(
            (file, line) -> line < lines.length ? Optional.of(lines[line]) : Optional.empty())
        .print(List.of(finding));
  }
}
