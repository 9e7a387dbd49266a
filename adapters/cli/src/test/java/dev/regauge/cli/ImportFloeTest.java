package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.imports.ImportProblems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code import floe}: the two dialects of seed 002 as a product (S002-07, S002-08). */
class ImportFloeTest {

  /** As the seed has it. */
  private static final String PIPELINE =
      """
      ingestion:
        # dlt source
        - name: github_events
          type: dlt
          destination: bronze.github_events
          dlt:
            source: dlt.sources.github.github_reactions
            resource: issues
            write_disposition: merge
            incremental:
              cursor_column: updated_at
            secret_refs:
              github_token: github-api-token

        # External Airbyte connection
        - name: salesforce_sync
          type: airbyte
          destination: bronze.salesforce_accounts
          airbyte:
            connection_id: "abc123-def456"
      """;

  /** As the seed has it, in its two places. */
  private static final String MANIFEST =
      """
      plugins:
        ingestion:
          type: airbyte
          config:
            workspace_url: https://airbyte.example.com
            connection_secret_ref: airbyte-api-token
          retry:
            max_attempts: 3
            initial_delay_seconds: 60
            max_delay_seconds: 3600
            backoff_multiplier: 2.0
            retryable_categories: [TRANSIENT]
      """;

  /** The pipeline with what its author knows and the seed does not say. */
  private static final String WHOLE =
      PIPELINE
          .replace("dlt.sources.github.github_reactions", "dlt.sources.rest_api.rest_api_source")
          .replace("disposition: merge", "disposition: merge\n      primary_key: id");

  private static final String AIRBYTE =
      "{name: a, type: airbyte, destination: b.a, airbyte: {connection_id: x}}";

  @TempDir Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theSeedsFilesBecomeAProductWhoseOpenPlacesCheckNames() throws IOException {
    assertEquals(3, imported(PIPELINE, MANIFEST), err::toString);
    assertEquals(
        """
        # Imported by 'regauge import floe' from pipeline.yaml, manifest.yaml.
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata: {name: shop}
        # Where the tables lie is said by each environment.
        catalogs:
          lake: {type: jdbc, uri: {env: CATALOG_URI}, warehouse: {env: WAREHOUSE}}
        assets:
          # needs a person: run.dlt.source: dlt's package brings filesystem, rest_api, sql_database alone: bring the source's code into a folder of code.paths, and name that
          # needs a person: outputs[0].key: say by which columns two rows are the same
          - key: bronze/github_events
            group: ingestion
            metadata: {floe_name: github_events}
            run:
              dlt:
                source: dlt.sources.github.github_reactions
                resource: issues
                args: {github_token: {secretRef: github-api-token/github_token}}
                incremental: {cursor: updated_at}
            retry: {max: 2, wait: PT1M, multiplier: 2, maxWait: PT1H, categories: [TRANSIENT, RESOURCE]}
            outputs: [{write: merge}]
          - key: bronze/salesforce_accounts
            group: ingestion
            metadata: {floe_name: salesforce_sync}
            run:
              airbyte:
                connectionId: abc123-def456
                workspaceUrl: https://airbyte.example.com
                apiToken: {secretRef: airbyte-api-token/token}
            retry: {max: 2, wait: PT1M, multiplier: 2, maxWait: PT1H, categories: [TRANSIENT, RESOURCE]}
        # No file of floe's says when it runs: give it triggers.
        jobs:
          - {name: ingestion, select: ["group:ingestion"]}
        """,
        product());
    assertEquals(
        """
        mapped          manifest.yaml:3:11  plugins.ingestion.type -> assets[*].run
        mapped          manifest.yaml:5:22  plugins.ingestion.config.workspace_url -> assets[*].run.airbyte.workspaceUrl
        approximated    manifest.yaml:6:30  plugins.ingestion.config.connection_secret_ref -> assets[*].run.airbyte.apiToken (floe names the Secret and no key of it: the step reads the key 'token')
        mapped          manifest.yaml:8:21  plugins.ingestion.retry.max_attempts -> assets[*].retry.max (floe counts the first attempt too)
        mapped          manifest.yaml:9:30  plugins.ingestion.retry.initial_delay_seconds -> assets[*].retry.wait
        mapped          manifest.yaml:10:26  plugins.ingestion.retry.max_delay_seconds -> assets[*].retry.maxWait
        mapped          manifest.yaml:11:27  plugins.ingestion.retry.backoff_multiplier -> assets[*].retry.multiplier
        mapped          manifest.yaml:12:30  plugins.ingestion.retry.retryable_categories -> assets[*].retry.categories (TRANSIENT, and RESOURCE: floe has no word of its own for memory or disk that ran out)
        mapped          pipeline.yaml:3:11  ingestion[0].name -> assets[bronze/github_events].metadata.floe_name
        mapped          pipeline.yaml:4:11  ingestion[0].type -> assets[bronze/github_events].run.dlt
        mapped          pipeline.yaml:5:18  ingestion[0].destination -> assets[bronze/github_events]
        needs a person  pipeline.yaml:7:15  ingestion[0].dlt.source -> assets[bronze/github_events].run.dlt.source (dlt's package brings filesystem, rest_api, sql_database alone: bring the source's code into a folder of code.paths, and name that)
        kept            pipeline.yaml:8:17  ingestion[0].dlt.resource -> assets[bronze/github_events].run.dlt.resource
        mapped          pipeline.yaml:9:26  ingestion[0].dlt.write_disposition -> assets[bronze/github_events].outputs[0].write
        needs a person  pipeline.yaml:9:26  ingestion[0].dlt.primary_key -> assets[bronze/github_events].outputs[0].key (say by which columns two rows are the same)
        mapped          pipeline.yaml:11:24  ingestion[0].dlt.incremental.cursor_column -> assets[bronze/github_events].run.dlt.incremental.cursor
        approximated    pipeline.yaml:13:23  ingestion[0].dlt.secret_refs.github_token -> assets[bronze/github_events].run.dlt.args.github_token (floe names the Secret and no key of it: the step reads the key 'github_token')
        mapped          pipeline.yaml:16:11  ingestion[1].name -> assets[bronze/salesforce_accounts].metadata.floe_name
        mapped          pipeline.yaml:17:11  ingestion[1].type -> assets[bronze/salesforce_accounts].run.airbyte
        mapped          pipeline.yaml:18:18  ingestion[1].destination -> assets[bronze/salesforce_accounts]
        kept            pipeline.yaml:20:22  ingestion[1].airbyte.connection_id -> assets[bronze/salesforce_accounts].run.airbyte.connectionId
        wrote TEMP/shop/product.yaml: 2 kept, 15 mapped, 2 approximated, 0 lost, 2 for a person
        """,
        told(out).replace(temp + "/m", "m").replace(temp + "/p", "p").replace(temp + "", "TEMP"));
    assertTrue(told(err).contains("error[RG-RULE-492]"), err::toString);
    assertTrue(told(err).contains("error[RG-RULE-007]"), err::toString);
    assertEquals(1, run("check", temp.resolve("shop").toString()));
  }

  @Test
  void whatSaysAllIsWholeAndEachTargetTakesIt() throws IOException {
    assertEquals(0, imported(WHOLE, MANIFEST), err::toString);
    String shop = temp.resolve("shop").toString();
    assertEquals(0, run("check", shop), err::toString);
    assertEquals(
        0, run("generate", shop, "--output", temp.resolve("bundles").toString()), err::toString);
    for (String target : List.of("dagster", "airflow", "argo")) {
      String plan = Files.readString(temp.resolve("bundles").resolve(target).resolve("plan.json"));
      assertTrue(plan.contains("abc123-def456"), plan);
    }
    assertEquals(0, run("fmt", "--check", shop), err::toString);
  }

  @Test
  void withoutAManifestNobodyKnowsWhereAirbyteIs() throws IOException {
    assertEquals(3, imported(WHOLE));
    assertTrue(
        told(out)
            .contains(
                "pipeline.yaml:21:7  plugins.ingestion.config.workspace_url"
                    + " -> assets[bronze/salesforce_accounts].run.airbyte.workspaceUrl"
                    + " (no manifest says where Airbyte is)"),
        out::toString);
    assertTrue(told(err).contains("has no 'workspaceUrl'"), err::toString);
    assertFalse(product().contains("retry"));
  }

  /** Each of them has its row, and check names the place in the product. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          destination: bronze.github_events | destination: github_events | ingestion[0].destination -> assets[github_events].outputs[0].table | RG-READ-018
          resource: issues | primary_key: number | ingestion[0].dlt.resource -> assets[bronze/github_events].run.dlt.resource | RG-READ-015
          dlt.sources.rest_api.rest_api_source | shop_sources.github.events | ingestion[0].dlt.source -> code.paths | RG-READ-024
          dlt.sources.rest_api.rest_api_source | dlt.sources.github.events | ingestion[0].dlt.source -> assets[bronze/github_events].run.dlt.source | RG-RULE-492
          disposition: merge | disposition: replace | ingestion[0].dlt.incremental -> assets[bronze/github_events].outputs[0].write | RG-RULE-351
          """)
  void whatOnlyAPersonKnowsFailsUntilItIsSaid(String before, String after, String row, String code)
      throws IOException {
    String pipeline = WHOLE.replace(before, after);
    if (before.startsWith("resource")) {
      pipeline = pipeline.replace("      primary_key: id\n", "");
    }
    assertEquals(3, imported(pipeline, MANIFEST), err::toString);
    assertTrue(
        told(out).lines().anyMatch(it -> it.startsWith("needs a person") && it.contains(row)),
        out::toString);
    assertTrue(told(err).contains("error[" + code + "]"), err::toString);
    assertTrue(product().contains("# needs a person: "));
    assertEquals(1, run("check", temp.resolve("shop").toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [TRANSIENT, PARTIAL] | retry: {max: 4, categories: [TRANSIENT, RESOURCE]} | errors: {onPartial: retry}
          [PERMANENT] | retry: {max: 4, categories: [VALIDATION, PERMANENT]} | group: ingestion
          [CONFIGURATION] | retry: {max: 0} | group: ingestion
          """)
  void categoriesHaveTheirWords(String written, String retry, String other) throws IOException {
    String manifest =
        "plugins: {ingestion: {type: dlt, retry: {max_attempts: 5, retryable_categories: "
            + written
            + "}}}\n";
    assertEquals(0, imported(WHOLE.substring(0, WHOLE.indexOf("  # External")), manifest));
    assertTrue(product().lines().anyMatch(("    " + retry)::equals), product());
    assertTrue(product().lines().anyMatch(("    " + other)::equals), product());
  }

  @Test
  void whatIsNoIngestionIsListedAsLost() throws IOException {
    String pipeline =
        "apiVersion: floe.dev/v1\nkind: DataProduct\n"
            + "metadata: {name: sales, owner: \"team:sales\", tier: gold}\n"
            + "transforms: [{type: dbt, path: models}]\n"
            + WHOLE;
    String manifest =
        MANIFEST + "  compute: {type: duckdb}\n  catalog: {type: polaris}\ngovernance: {}\n";
    assertEquals(0, imported(pipeline, manifest), err::toString);
    for (String row :
        List.of(
            "lost            TEMP/pipeline.yaml:3:46  metadata.tier (the",
            "lost            TEMP/pipeline.yaml:4:1  transforms (only",
            "lost            TEMP/manifest.yaml:13:3  plugins.compute (only",
            "approximated    TEMP/manifest.yaml:14:3  plugins.catalog -> catalogs.lake",
            "lost            TEMP/manifest.yaml:15:1  governance (only")) {
      assertTrue(told(out).contains(row.replace("TEMP", temp.toString())), row + "\n" + out);
    }
    assertTrue(product().contains("metadata: {name: sales, owner: team:sales}"), product());
    assertTrue(product().contains("lake: {type: rest, "), product());
  }

  @Test
  void programsReadTheReport() throws IOException {
    assertEquals(3, imported(PIPELINE, MANIFEST, "--json"));
    JsonNode tree = JsonMapper.shared().readTree(told(out));
    assertEquals(2, tree.path("counts").path("needs-a-person").asInt());
    assertEquals(21, tree.path("fields").size());
    JsonNode source = tree.path("fields").path(11);
    assertEquals("ingestion[0].dlt.source", source.path("field").asString());
    assertEquals(7, source.path("line").asInt());
    assertEquals("needs-a-person", source.path("fate").asString());
  }

  /** A file for each mistake, `;` for its lines; nothing is written. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ingestion: [ | RG-READ-004 | 1:12
          ingestion: {name: a} | RG-READ-063 | 1:12
          ingestion: [a] | RG-READ-063 | 1:13
          ingestion: [{name: 1, type: dlt, destination: b.a, dlt: {source: a.b, resource: c}}] | RG-READ-063 | 1:20
          ingestion: [{name: a, destination: b.a, type: singer}] | RG-READ-063 | 1:47
          ingestion: [{name: a, destination: b.a}] | RG-READ-063 | 1:13
          ingestion: [{name: a, type: dlt, destination: b.a, dlt: {source: a b, resource: c}}] | RG-READ-063 | 1:66
          ingestion: [{name: a, type: dlt, destination: b.a, dlt: {source: a.b, resource: c, primarykey: id}}] | RG-READ-063 | 1:84
          ingestion: [{name: a, type: dlt, destination: b.a, dlt: {source: a.b, resource: c, write_disposition: upsert}}] | RG-READ-063 | 1:103
          ingestion: [{name: a, type: dlt, destination: b.a, dlt: {source: a.b, resource: c}, airbyte: {connection_id: x}}] | RG-READ-063 | 1:85
          ingestion: [{name: A B, type: airbyte, destination: B A, airbyte: {connection_id: x}}] | RG-READ-063 | 1:53
          ingestion:;  - AIRBYTE;  - {name: a, type: airbyte, destination: b.b, airbyte: {connection_id: y}} | RG-READ-064 | 3:12
          ingestion:;  - AIRBYTE;  - {name: b, type: airbyte, destination: b.a, airbyte: {connection_id: y}} | RG-READ-064 | 3:43
          plugins: {ingestion: {type: airbyte, config: {api_token: hunter2}}};ingestion: [AIRBYTE] | RG-READ-065 | 1:58
          plugins: {ingestion: {type: airbyte, config: {connection_secret_ref: Hunter2!}}};ingestion: [AIRBYTE] | RG-READ-065 | 1:70
          note: ghp_abcdefghijklmnopqrstuvwxyz0123456789;ingestion: [AIRBYTE] | RG-READ-065 | 1:7
          ingestion: [{name: a, type: dlt, destination: b.a, dlt: {source: a.b, resource: c, secret_refs: {t: Hunter2!}}}] | RG-READ-065 | 1:101
          plugins: {ingestion: {type: fivetran}};ingestion: [AIRBYTE] | RG-READ-063 | 1:29
          plugins: {ingestion: {type: dlt, retry: {max_attempts: 0}}};ingestion: [AIRBYTE] | RG-READ-063 | 1:56
          plugins: {ingestion: {type: dlt, retry: {retryable_categories: [PARTIAL]}}};ingestion: [AIRBYTE] | RG-READ-063 | 1:42
          plugins: {ingestion: {type: airbyte, config: {workspace_url: airbyte}}};ingestion: [AIRBYTE] | RG-READ-063 | 1:62
          plugins: {ingestion: {type: dlt}} | RG-READ-066 | 1:11
          plugins: {compute: {type: duckdb}} | RG-READ-066 | 1:1
          """)
  void whatIsWrongIsToldOnceAtItsPlaceAndNothingIsWritten(String yaml, String code, String place)
      throws IOException {
    assertEquals(1, imported(yaml.replace("AIRBYTE", AIRBYTE).replace(';', '\n')));
    String told = told(err);
    assertTrue(told.contains("error[" + code + "]"), told);
    assertTrue(told.contains("pipeline.yaml:" + place + "\n"), told);
    assertTrue(told.endsWith("1 error\n"), told);
    assertFalse(told.toLowerCase(Locale.ROOT).contains("hunter2"), told);
    assertFalse(told.contains("ghp_"), told);
    assertFalse(Files.exists(temp.resolve("shop")));
  }

  @Test
  void eachCodeHasAPage() {
    for (Code code : ImportProblems.ALL) {
      assertEquals(0, run("explain", code.id()), code.id());
    }
  }

  @Test
  void twoManifestsAreOneTooMany() throws IOException {
    Path other = write("other.yaml", MANIFEST);
    assertEquals(1, imported(WHOLE, MANIFEST, other.toString()));
    assertTrue(told(err).contains("error[RG-READ-064]: two manifests"), err::toString);
  }

  @Test
  void aFolderThatHoldsSomethingStaysAsItIs() throws IOException {
    Files.createDirectory(temp.resolve("shop"));
    write("shop/notes.txt", "mine");
    assertEquals(2, imported(WHOLE));
    try (var files = Files.list(temp.resolve("shop"))) {
      assertEquals(List.of(temp.resolve("shop/notes.txt")), files.toList());
    }
    Files.delete(temp.resolve("shop/notes.txt"));
    assertEquals(0, imported(WHOLE, MANIFEST), "an empty one is taken");
    Path none = temp.resolve("none.yaml");
    assertEquals(4, run("import", "floe", none.toString(), "-o", temp.resolve("new").toString()));
    assertFalse(Files.exists(temp.resolve("new")));
  }

  private int imported(String pipeline, String... more) throws IOException {
    Path file = write("pipeline.yaml", pipeline);
    List<String> words = new ArrayList<>(List.of("import", "floe", file.toString()));
    for (String one : more) {
      words.add(one.contains("\n") ? write("manifest.yaml", one).toString() : one);
    }
    words.addAll(List.of("--out", temp.resolve("shop").toString()));
    return run(words.toArray(String[]::new));
  }

  private String product() throws IOException {
    return Files.readString(temp.resolve("shop/product.yaml"));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(temp.resolve(name), text);
  }

  private static String told(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    return Main.run(
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)),
        arguments);
  }
}
