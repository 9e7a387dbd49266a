package dev.regauge.adapters.argo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.model.ComputePreset;
import dev.regauge.spec.plan.ExecutionPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decisions that the engine's tests do not see, or see only after minutes. */
class LoweringTest {
  private static final String HEAD =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: shop}
      catalogs: {lake: {type: jdbc, uri: {env: URI}, warehouse: {env: WAREHOUSE}}}
      partitions: {day: {daily: "2025-01-01"}}
      assets:
      """;

  @TempDir Path folder;

  private SortedMap<String, String> files(String rest) {
    return Bundles.files(Bundles.plan(folder, HEAD + rest));
  }

  private static JsonNode step(SortedMap<String, String> files, String file, String name)
      throws Exception {
    return Yaml.template(Yaml.documents(files.get("manifests/" + file)).getFirst(), name);
  }

  @Test
  void waitsThatArgoCannotKeepAreLeftToTheStep() throws Exception {
    SortedMap<String, String> files =
        files(
            """
              - {key: a/whole, run: {python: "m:f"}, retry: {max: 3, wait: PT1.5S, multiplier: 2.0, maxWait: PT4S}}
              - {key: a/broken, run: {python: "m:f"}, retry: {max: 2, wait: PT10S, multiplier: 1.5}}
              - {key: a/drawn, run: {python: "m:f"}, retry: {max: 2, wait: PT10S, jitter: full}}
              - {key: a/once, run: {python: "m:f"}}
            jobs: [{name: all, select: ["*"]}]
            """);
    JsonNode whole = step(files, "shop-all.yaml", "a--whole");
    assertEquals("1500ms", whole.at("/retryStrategy/backoff/duration").asText());
    assertEquals("2", whole.at("/retryStrategy/backoff/factor").asText());
    assertEquals("4s", whole.at("/retryStrategy/backoff/cap").asText());
    assertTrue(args(whole).contains("--engine-waits=1.5,3,4"));
    for (String name : List.of("a--broken", "a--drawn")) {
      JsonNode step = step(files, "shop-all.yaml", name);
      assertTrue(step.at("/retryStrategy/backoff").isMissingNode());
      assertTrue(args(step).contains("--engine-waits=0,0"));
    }
    JsonNode once = step(files, "shop-all.yaml", "a--once");
    assertTrue(once.at("/retryStrategy").isMissingNode());
    assertTrue(args(once).contains("--attempt=1"));
  }

  @Test
  void onlyTheListedCategoriesAreTriedAgain() throws Exception {
    SortedMap<String, String> files =
        files(
            """
              - {key: a/b, run: {python: "m:f"}, retry: {max: 1, categories: [VALIDATION, PERMANENT]}}
            jobs: [{name: all, select: ["*"]}]
            """);
    assertEquals(
        "asInt(lastRetry.exitCode) in [70, 72]",
        step(files, "shop-all.yaml", "a--b").at("/retryStrategy/expression").asText());
  }

  @Test
  void aStepGetsTheSecretsThatItReadsAndNoOthers() throws Exception {
    SortedMap<String, String> files =
        files(
            """
              - {key: a/reads, run: {python: "m:f"}, resources: [api]}
              - {key: a/other, run: {python: "m:f"}, env: {PW: {secretRef: own/pw}}}
            resources: {api: {type: http, config: {base_url: "https://x.example.com", token: {secretRef: shop-api/token}}}}
            jobs: [{name: all, select: ["*"]}]
            """);
    assertEquals(
        List.of("REGAUGE_SECRET_SHOP_API_TOKEN=shop-api/token"),
        secrets(step(files, "shop-all.yaml", "a--reads")));
    assertEquals(
        List.of("REGAUGE_SECRET_OWN_PW=own/pw"), secrets(step(files, "shop-all.yaml", "a--other")));
  }

  @Test
  void aPackOfContainersLeavesTheirComputeToTheirPods() throws Exception {
    SortedMap<String, String> files =
        files(
            """
              - {key: a/one, compute: {preset: large}, run: {container: {image: {repository: acme/one, tag: "1", pullPolicy: Always}}}}
              - {key: a/two, compute: {preset: large}, deps: [a/one], run: {container: {image: {repository: acme/two, tag: "1", pullPolicy: Always}}}}
              - {key: b/one, compute: {preset: large}, run: {container: {image: {repository: acme/one, tag: "1", pullPolicy: Always}}}}
              - {key: b/two, compute: {preset: large}, deps: [b/one], run: {command: [work]}}
            jobs:
              - {name: all, select: ["a/*"], pack: job}
              - {name: mixed, select: ["b/*"], pack: job}
            """);
    String small = ComputePreset.SMALL.requests().memory().orElseThrow();
    String large = ComputePreset.LARGE.requests().memory().orElseThrow();
    String memory = "/container/resources/requests/memory";
    assertEquals(small, step(files, "shop-all.yaml", "pack--all").at(memory).asText());
    assertEquals(large, step(files, "shop-mixed.yaml", "pack--mixed").at(memory).asText());
  }

  @Test
  void aBackfillLeavesUnpartitionedAssetsOutAndKeepsTheOrderThroughThem() throws Exception {
    SortedMap<String, String> files =
        files(
            """
              - {key: a/first, partitions: day, run: {python: "m:f"}}
              - {key: a/whole, run: {python: "m:f"}, deps: [a/first]}
              - {key: a/last, partitions: day, run: {python: "m:f"}, deps: [a/whole]}
            jobs: [{name: all, select: ["*"]}]
            """);
    List<JsonNode> documents = Yaml.documents(files.get("manifests/shop-all.yaml"));
    JsonNode tasks = Yaml.template(documents.get(1), "run").at("/dag/tasks");
    assertEquals(2, tasks.size());
    assertEquals("a--first.Succeeded", tasks.get(1).at("/depends").asText());
  }

  @Test
  void overlapBecomesPolicyAndLock() throws Exception {
    SortedMap<String, String> files =
        files(
            """
              - {key: a/b, partitions: day, run: {python: "m:f"}}
            jobs:
              - {name: q, select: ["*"], overlap: queue, triggers: [{cron: "0 6 * * 7"}]}
              - {name: s, select: ["*"], overlap: skip, triggers: [{cron: "0 6 * * 5-7"}]}
              - {name: r, select: ["*"], overlap: replace, triggers: [{cron: "0 6 * * *", enabled: false}]}
              - {name: a, select: ["*"], overlap: allow, triggers: [{cron: "0 6 * * *"}, {cron: "0 7 * * *", timezone: Europe/London}]}
              - {name: two, select: ["*"], maxActiveRuns: 2, triggers: [{cron: "0 6 * * *"}]}
            """);
    assertEquals("Allow", cron(files, "q", 2).at("/concurrencyPolicy").asText());
    assertEquals("0 6 * * 0", cron(files, "q", 2).at("/schedules/0").asText());
    assertEquals(
        "shop-q", step(files, "shop-q.yaml", "run").at("/synchronization/mutexes/0/name").asText());
    assertEquals("Forbid", cron(files, "s", 2).at("/concurrencyPolicy").asText());
    assertEquals("0 6 * * 5-6,0", cron(files, "s", 2).at("/schedules/0").asText());
    assertEquals("Replace", cron(files, "r", 2).at("/concurrencyPolicy").asText());
    assertTrue(cron(files, "r", 2).at("/suspend").asBoolean());
    assertTrue(step(files, "shop-a.yaml", "run").at("/synchronization").isMissingNode());
    List<JsonNode> zones = Yaml.documents(files.get("manifests/shop-a.yaml"));
    assertEquals("shop-a", zones.get(2).at("/metadata/name").asText());
    assertEquals("shop-a-utc", zones.get(3).at("/metadata/name").asText());
    JsonNode two =
        step(files, "shop-two.yaml", "run").at("/synchronization/semaphores/0/configMapKeyRef");
    assertEquals("default-shop-runs two", two.at("/name").asText() + " " + two.at("/key").asText());
  }

  @Test
  void keysThatYamlReadersMistakeAreQuoted() throws Exception {
    SortedMap<String, String> files =
        files(
            """
              - {key: a/b, run: {python: "m:f"}}
            environments: {prod: {values: {"Y": a, "N": b, "ON": c, "NULL": d, "TRUE": e, "OFF": "012"}}}
            """);
    String text = files.get("env/prod/environment.yaml");
    for (String key : List.of("Y", "N", "ON", "NULL", "TRUE", "OFF")) {
      assertTrue(text.contains("\"" + key + "\": "), key + " is not quoted in\n" + text);
    }
  }

  @Test
  void twoObjectsOfOneNameAreAFinding() {
    ExecutionPlan plan =
        Bundles.plan(
            folder,
            HEAD
                + """
                  - {key: a/b, partitions: day, run: {python: "m:f"}}
                jobs: [{name: daily, select: ["*"]}, {name: daily_backfill, select: ["*"]}]
                """);
    FoundDiagnostics found = new FoundDiagnostics();
    new ArgoAdapter().lower(plan, Bundles.context(), found);
    assertFalse(found.sorted().isEmpty());
    Diagnostic finding = found.sorted().getFirst();
    assertEquals("RG-OUT-101", finding.code().id());
    assertTrue(finding.message().contains("shop-daily-backfill"), finding.message());
  }

  @Test
  void aJobThatNoClusterTakesIsAFinding() {
    StringBuilder product = new StringBuilder(HEAD);
    for (int i = 0; i < 1_500; i++) {
      product.append("  - {key: a/b%d, run: {python: \"m:f\"}}\n".formatted(i));
    }
    product.append("jobs: [{name: all, select: [\"*\"]}]\n");
    FoundDiagnostics found = new FoundDiagnostics();
    new ArgoAdapter().lower(Bundles.plan(folder, product.toString()), Bundles.context(), found);
    assertEquals(1, found.sorted().size());
    Diagnostic finding = found.sorted().getFirst();
    assertEquals("RG-OUT-102", finding.code().id());
    assertTrue(
        finding.message().startsWith("the WorkflowTemplate shop-all would be"), finding::toString);
  }

  private static JsonNode cron(SortedMap<String, String> files, String job, int index)
      throws Exception {
    return Yaml.documents(files.get("manifests/shop-" + job + ".yaml")).get(index).at("/spec");
  }

  private static List<String> args(JsonNode step) {
    return step.at("/container/args").valueStream().map(JsonNode::asText).toList();
  }

  private static List<String> secrets(JsonNode step) {
    return step.at("/container/env")
        .valueStream()
        .map(
            env ->
                env.at("/name").asText()
                    + "="
                    + env.at("/valueFrom/secretKeyRef/name").asText()
                    + "/"
                    + env.at("/valueFrom/secretKeyRef/key").asText())
        .toList();
  }
}
