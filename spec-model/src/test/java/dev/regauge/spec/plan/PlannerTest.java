package dev.regauge.spec.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the planner decides, and that it decides nothing by the order in which a file is written.
 */
class PlannerTest {

  private static final Path EVERYTHING = Path.of("src/test/resources/products/everything.yaml");
  private static final String HEAD =
      "apiVersion: regauge.dev/v1\nkind: DataProduct\nmetadata: {name: shop}\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void theOrderOfTheFileChangesNoByte(int seed) throws IOException {
    String yaml = Files.readString(EVERYTHING);
    String expected = PlanJson.write(Planned.text(folder, yaml).plan());
    String permuted = PlanJson.write(Planned.text(folder, Permuted.of(yaml, seed)).plan());
    assertEquals(expected, permuted);
  }

  @Test
  void everyFieldComesBackFromJson() {
    ExecutionPlan plan = Planned.file(EVERYTHING).plan();
    ExecutionPlan read = PlanJson.read(PlanJson.write(plan));
    assertEquals(PlanJson.write(plan), PlanJson.write(read));
    assertTrue(plan.equals(read), "the same text, another plan");
  }

  /** Semantics 16, from its own words: min(maxWait, wait · multiplier^(n−1)). */
  @ParameterizedTest
  @CsvSource({"PT60S, 2.0, PT1H, 9", "PT1.5S, 3, PT10S, 4", "PT0S, 10, PT0S, 2", "PT1S, 1, P7D, 3"})
  void waitsAreThoseOfTheSentence(String first, double multiplier, String longest, int max) {
    Planned planned =
        Planned.text(
            folder,
            HEAD
                + "assets:\n  - {key: a, run: {command: x}, retry: {max: %d, wait: %s, multiplier: %s, maxWait: %s}}\n"
                    .formatted(max, first, multiplier, longest));
    List<Double> expected = new ArrayList<>();
    double wait = java.time.Duration.parse(first).toNanos() / 1e9;
    for (int n = 1; n <= max; n++) {
      expected.add(Math.min(java.time.Duration.parse(longest).toSeconds(), wait));
      wait *= multiplier;
    }
    assertEquals(expected, planned.asset("a").retry().waitSeconds());
    assertEquals(max + 1, planned.asset("a").retry().maxAttempts());
  }

  @Test
  void theSmallestUsefulProductHasItsDefaults() {
    Planned planned =
        Planned.text(
            folder,
            """
            apiVersion: regauge.dev/v1
            kind: DataProduct
            metadata: {name: hello}
            assets:
              - key: raw/orders
                run: {python: "hello.load:orders"}
              - key: clean/orders
                inputs: [raw/orders]
                run: {sql: "select * from raw.orders where status <> 'draft'"}
                checks: [{not_null: order_id}]
                cron: "0 6 * * *"
            """);
    JobPlan job = planned.job("clean_orders");
    assertEquals(List.of("raw/orders", "clean/orders"), job.assets());
    assertEquals(1, planned.plan().jobs().size());
    assertEquals(List.of(new JobPlan.Edge("raw/orders", "clean/orders")), job.edges());
    assertEquals(
        List.of(
            new JobPlan.CronTrigger("0 6 * * *", "UTC", "none", true, "unix5", Optional.empty())),
        job.triggers());
    assertEquals("embedded", planned.plan().catalogs().get("local").type());
    assertEquals("local", planned.plan().tables().get("clean.orders").store());
    assertEquals("default_hello", planned.plan().product().scope());
    AssetPlan clean = planned.asset("clean/orders");
    assertEquals(
        List.of(
            new AssetPlan.Output(
                "orders", "clean.orders", "replace", List.of(), false, Optional.empty())),
        clean.outputs());
    assertEquals("not_null_order_id", clean.checks().getFirst().name());
    assertEquals(1, clean.retry().maxAttempts());
  }

  @Test
  void anAssetInNoJobGetsAManualOneOfItsOwn() {
    Planned planned =
        Planned.text(
            folder,
            HEAD
                + """
                assets:
                  - {key: a/b, run: {command: x}}
                  - {key: c, deps: [a/b], run: {command: x}}
                jobs: [{name: only_c, select: [c]}]
                """);
    JobPlan implied = planned.job("a_b");
    assertEquals(List.of("a/b"), implied.assets());
    assertEquals(true, implied.isImplied());
    assertEquals(List.of(), implied.triggers());
    assertEquals(List.of(), planned.job("only_c").edges());
  }

  @Test
  void sqlOnADatabaseWritesThereAndIsNotAudited() {
    Planned planned =
        Planned.text(
            folder,
            HEAD
                + """
                resources: {wh: {type: postgres, config: {dsn: {env: WH}}}}
                assets:
                  - {key: m/a, run: {sql: {query: select 1 as n, engine: wh}}, checks: [{not_null: n, onFail: block}]}
                  - {key: m/b, run: {sql: select 1 as n}, checks: [{not_null: n, onFail: block}]}
                  - {key: m/c, run: {sql: select 1 as n}, checks: [{not_null: n, onFail: block, enabled: false}]}
                """);
    assertEquals("wh", planned.plan().tables().get("m.a").store());
    assertEquals("resource", planned.plan().tables().get("m.a").storeKind());
    assertEquals(List.of("postgres", "sql"), planned.asset("m/a").kinds());
    assertEquals(List.of("iceberg", "sql"), planned.asset("m/b").kinds());
    assertEquals(
        List.of(false, true, false),
        planned.plan().assets().stream().map(it -> it.outputs().getFirst().isAudited()).toList());
  }

  /** Two sets, none, and a mapping: what follows by semantics 10. */
  @ParameterizedTest
  @CsvSource({
    "day, day, '', identity",
    "day, day, all, all",
    "day, day, identity, identity",
    "day, '', '', all",
    "'', day, '', all",
    "'', '', '', all",
    "'', '', all, all",
    "day, region, all, all",
  })
  void mappingsFollow(String upstream, String reader, String written, String expected) {
    String mapping = written.isEmpty() ? "" : ", mapping: " + written;
    Planned planned =
        Planned.text(
            folder,
            HEAD
                + "partitions: {day: {daily: 2025-01-01}, region: {static: [eu]}}\nassets:\n"
                + "  - {key: u/a, %s run: {python: \"m:f\"}}\n".formatted(set(upstream))
                + "  - {key: r/a, %s inputs: [{asset: u/a%s}], run: {python: \"m:f\"}}\n"
                    .formatted(set(reader), mapping));
    assertEquals(expected, planned.asset("r/a").upstream().getFirst().mapping().text());
    assertEquals(expected, planned.asset("r/a").inputs().getFirst().mapping().text());
  }

  private static String set(String name) {
    return name.isEmpty() ? "" : "partitions: " + name + ",";
  }
}
