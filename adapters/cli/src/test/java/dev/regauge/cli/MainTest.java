package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract of the command line: exit codes, what goes to which stream, what is touched. */
class MainTest {
  private static final String PRODUCT =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: hello}
      catalogs: {lake: {type: jdbc, uri: {env: CATALOG_URI}, warehouse: {env: WAREHOUSE}}}
      assets:
        - {key: numbers, run: {sql: "select 1 as n"}}
      """;

  @TempDir Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path product;

  @BeforeEach
  void write() throws IOException {
    product = Files.writeString(temp.resolve("product.yaml"), PRODUCT);
  }

  @ParameterizedTest
  @CsvSource({
    "frobnicate",
    "generate --frobnicate",
    "generate PRODUCT",
    "generate PRODUCT -o OUT --to nowhere",
    "generate PRODUCT -o OUT --target nowhere",
    "generate PRODUCT -o /",
    "generate PRODUCT --output=",
    "run PRODUCT --parallel 0",
    "check PRODUCT --format yaml",
    "explain RG-XYZ-999",
    "explain RG-LINK-01",
    "explain assets[none] PRODUCT",
    "run PRODUCT --job nightly",
    "run PRODUCT --select nothing_like_it",
    "run PRODUCT --env prod",
    "run PRODUCT --partition 2025-01-01",
    "run PRODUCT --param a=b",
    "run PRODUCT --param a",
    "schedule",
    "schedule preview nightly PRODUCT",
    "schedule preview numbers PRODUCT -n 0",
    "schedule preview numbers PRODUCT --from tomorrow",
    "schedule preview numbers PRODUCT --to nowhere"
  })
  void aMistakeOfUsageIsTwoAndTouchesNothing(String line) {
    assertEquals(2, run(line), err::toString);
    assertEquals("", out.toString(StandardCharsets.UTF_8));
    assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("error: "), err::toString);
    assertFalse(err.toString(StandardCharsets.UTF_8).contains("\tat "), err::toString);
    assertFalse(Files.exists(temp.resolve("out")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "{\"kind\":\"hook\",\"runner\":\"x\"}\n"})
  void aTraceThatTellsOfNothingIsNoComparison(String text) throws IOException {
    Path told =
        Files.writeString(
            temp.resolve("told.jsonl"),
            "{\"kind\":\"asset\",\"asset\":\"a\",\"status\":\"success\",\"runner\":\"x\"}\n");
    Path empty = Files.writeString(temp.resolve("empty.jsonl"), text);
    for (String line : List.of(empty + " " + empty, empty + " " + told, told + " " + empty)) {
      assertEquals(2, run("compare " + line), line);
      assertEquals("", out.toString(StandardCharsets.UTF_8));
      assertTrue(err.toString(StandardCharsets.UTF_8).contains(empty + ":"), err::toString);
    }
    assertEquals(0, run("compare " + told + " " + told));
  }

  @Test
  void nothingAskedIsAMistakeOfUsage() {
    assertEquals(2, Main.run(terminal()));
  }

  @ParameterizedTest
  @CsvSource({"--help", "--version", "generate --help", "adapters", "schema"})
  void whatOnlyTellsIsFine(String line) {
    assertEquals(0, run(line));
    assertFalse(out.toString(StandardCharsets.UTF_8).isEmpty());
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"check PRODUCT", "generate PRODUCT -o OUT", "run PRODUCT", "plan-ir PRODUCT"})
  void aWrongSpecIsOneWithItsPlace(String line) throws IOException {
    Files.writeString(product, PRODUCT.replace("run:", "rum:"));
    assertEquals(1, run(line));
    assertEquals("", out.toString(StandardCharsets.UTF_8));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("product.yaml:6:"), err::toString);
    assertFalse(Files.exists(temp.resolve("out")));
  }

  @Test
  void ticksAreForetoldWithWhatEachEngineMakesOfThem() throws IOException {
    Files.writeString(
        product,
        PRODUCT.replace(
                "as n\"}}", "as n\"}, partitions: {daily: 2026-01-01}, cron: \"30 2 * * *\"}")
            + "defaults: {timezone: Europe/Berlin}\n");
    assertEquals(0, run("schedule preview numbers PRODUCT -n 2 --from 2026-03-28T12:00:00+01:00"));
    assertEquals(
        """
        TICK (UTC)            LOCAL                   PARTITION                 AN ENGINE ALONE
        2026-03-29T01:00:00Z  2026-03-29T03:00+02:00  (no tick)                 dagster: a tick
        2026-03-29T01:30:00Z  2026-03-29T03:30+02:00  2026-03-28                argo, dagster: no tick
        2026-03-30T00:30:00Z  2026-03-30T02:30+02:00  2026-03-29
        """,
        out.toString(StandardCharsets.UTF_8));
    out.reset();
    assertEquals(
        0,
        run(
            "schedule preview numbers PRODUCT --json --to airflow --from 2026-10-24T12:00:00Z"
                + " --until 2026-10-26T00:00:00Z"));
    JsonNode made = new JsonMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertEquals(1, made.at("/ticks").size());
    assertEquals("2026-10-25T01:30:00Z", made.at("/ticks/0/at").asString());
    assertTrue(made.at("/ticks/0/differs").isEmpty());
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void findingsAreDataInJson() throws IOException {
    Files.writeString(product, PRODUCT.replace("run:", "rum:"));
    assertEquals(1, run("check PRODUCT --json"));
    JsonNode found = new JsonMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertEquals(6, found.at("/diagnostics/0/span/line").asInt());
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aProductWithoutAssetsIsToldAndNotRun() throws IOException {
    Files.writeString(product, PRODUCT.substring(0, PRODUCT.indexOf("assets:")));
    assertEquals(0, run("generate PRODUCT -o OUT"), err::toString);
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("RG-RULE-050"), err::toString);
    assertEquals(2, run("run PRODUCT"));
    assertTrue(
        err.toString(StandardCharsets.UTF_8).contains("product 'hello' has no assets"),
        err::toString);
  }

  @Test
  void checkOfTheFolderTellsWhatChanged() throws IOException {
    assertEquals(3, run("generate PRODUCT -o OUT --check"));
    assertFalse(Files.exists(temp.resolve("out")));
    assertEquals(0, run("generate PRODUCT -o OUT"));
    assertEquals(0, run("generate PRODUCT -o OUT --check"));
    Files.writeString(product, PRODUCT.replace("select 1", "select 2"));
    assertEquals(3, run("generate PRODUCT -o OUT --check --json"));
    JsonNode made = new JsonMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertFalse(made.at("/targets/0/changed").isEmpty());
  }

  @Test
  void anEditedFileIsKeptUnlessForced() throws IOException {
    assertEquals(0, run("generate PRODUCT -o OUT --to airflow"));
    Path edited = temp.resolve("out/airflow/README.md");
    Files.writeString(edited, "mine");
    assertEquals(1, run("generate PRODUCT -o OUT --to airflow"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("RG-OUT-003"));
    assertEquals("mine", Files.readString(edited));
    assertEquals(0, run("generate PRODUCT -o OUT --to airflow --force"));
  }

  @Test
  void aLockedFolderIsFive() throws IOException {
    assertEquals(0, run("generate PRODUCT -o OUT --to dagster"));
    try (FileChannel other =
        FileChannel.open(temp.resolve("out/.regauge.lock"), StandardOpenOption.WRITE)) {
      other.lock();
      assertEquals(5, run("generate PRODUCT -o OUT --to dagster"));
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsFour() throws IOException {
    Files.writeString(temp.resolve("out"), "a file");
    assertEquals(4, run("generate PRODUCT -o OUT --to dagster"));
    assertFalse(err.toString(StandardCharsets.UTF_8).contains("\tat "), err::toString);
  }

  @Test
  void aValueIsExplainedWithItsOrigin() {
    assertEquals(0, run("explain assets[numbers].run PRODUCT"));
    assertEquals(
        "assets[numbers].run.sql.query = select 1 as n    # short form of assets[numbers].run.sql"
            + " (product.yaml:6:31)",
        out.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow());
  }

  @Test
  void theLedgerIsNotSilent() {
    assertEquals(0, run("ledger PRODUCT --json"));
    JsonNode ledger = new JsonMapper().readTree(out.toString(StandardCharsets.UTF_8));
    for (JsonNode entry : ledger.path("entries")) {
      boolean isExplained =
          switch (entry.path("status").asString()) {
            case "native" -> true;
            case "emulated" -> entry.has("how");
            case "approximated" -> entry.has("difference");
            case "refused" -> entry.has("why") && entry.has("instead");
            default -> false;
          };
      assertTrue(isExplained, entry.toString());
    }
    assertTrue(ledger.path("entries").size() > 10);
  }

  private int run(String line) {
    out.reset();
    err.reset();
    String[] words = line.split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] =
          switch (words[i]) {
            case "PRODUCT" -> product.toString();
            case "OUT" -> temp.resolve("out").toString();
            default -> words[i];
          };
    }
    return Main.run(terminal(), words);
  }

  private Terminal terminal() {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
