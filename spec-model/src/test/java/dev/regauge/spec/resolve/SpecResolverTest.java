package dev.regauge.spec.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.RetrySpec;
import dev.regauge.spec.source.SpecDocument;
import dev.regauge.spec.source.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The defaults of spec.md 5, and where each value came from. */
class SpecResolverTest {

  private static final String PRODUCT =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: shop-orders, owner: "team:x"}
      defaults: {timezone: Europe/Berlin, retry: 2, maxRuntime: PT30M}
      partitions:
        day: {daily: 2025-01-01}
        region: {static: [eu, us]}
      assets:
        - key: silver/orders
          partitions: day
          inputs: [bronze/orders, ref.countries]
          run: {sql: "select 1"}
          outputs:
            - columns: [{name: id, type: long}]
              partitionBy: [{column: id, transform: "bucket[16]"}]
              sortBy: [{column: id, direction: desc}]
          checks: [{unique: [id, day]}, {sql: {query: x}}]
          cron: "0 6 * * *"
        - key: bronze/orders
          retry: {wait: PT1S}
          maxRuntime: PT1H
          run: {python: "m:f"}
        - {key: lonely, run: {python: "m:f"}}
        - {key: ops/sweep, run: {command: ./sweep.sh}}
      """;

  @TempDir Path root;

  @Test
  void anAssetIsCompleted() throws IOException {
    List<AssetSpec> assets = resolve(PRODUCT).product().assets();
    AssetSpec silver = assets.getFirst();
    assertEquals(Optional.of("silver"), silver.group());
    assertEquals(List.of("team:x"), silver.owners());
    assertEquals(List.of("sql", "iceberg"), silver.kinds());
    assertEquals(Optional.of("PT30M"), silver.maxRuntime());
    assertEquals(
        List.of("orders", "countries"),
        silver.inputs().stream().map(input -> input.as().orElseThrow()).toList());
    assertEquals(
        List.of("unique_id_day", "sql"),
        silver.checks().stream().map(check -> check.name().orElseThrow()).toList());
    CheckSpec check = silver.checks().getFirst();
    assertEquals(Optional.of("error"), check.onFail());
    assertEquals(Optional.of("PT5M"), check.timeout());
    var output = silver.outputs().orElseThrow().getFirst();
    assertEquals(Optional.of("silver.orders"), output.table());
    assertEquals(Optional.of("local"), output.catalog());
    assertEquals(Optional.of("replace"), output.write());
    assertEquals(Optional.of("id_bucket"), output.partitionBy().getFirst().name());
    assertEquals(Optional.of("last"), output.sortBy().getFirst().nulls());
    assertEquals(
        Optional.of("shop_orders.lonely"),
        assets.get(2).outputs().orElseThrow().getFirst().table());
    assertEquals(Optional.of(List.of()), assets.get(3).outputs());
    assertEquals(List.of("command"), assets.get(3).kinds());
  }

  @Test
  void aRetryOfItsOwnHidesTheWholeDefaultOne() throws IOException {
    RetrySpec own = resolve(PRODUCT).product().assets().get(1).retry().orElseThrow();
    assertEquals(Optional.of(3), own.max());
    assertEquals(Optional.of("PT1S"), own.firstWait());
    RetrySpec inherited = resolve(PRODUCT).product().assets().get(2).retry().orElseThrow();
    assertEquals(Optional.of(2), inherited.max());
    assertEquals(Optional.of("PT60S"), inherited.firstWait());
    assertEquals(List.of("TRANSIENT", "RESOURCE"), inherited.categories());
  }

  @Test
  void withoutRetryThereIsNone() throws IOException {
    ResolvedSpec spec = resolve(PRODUCT.replace(", retry: 2", ""));
    assertEquals(Optional.empty(), spec.product().assets().get(2).retry());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metadata.name | product.yaml:3:18",
        "metadata.version | default",
        "assets[1].maxRuntime | product.yaml:21:17",
        "assets[0].maxRuntime | defaults.maxRuntime (product.yaml:4:59)",
        "assets[0].retry.max | defaults.retry.max (product.yaml:4:44)"
            + " <- short form of defaults.retry (product.yaml:4:44)",
        "assets[0].retry.wait | default",
        "assets[1].retry.wait | product.yaml:20:19",
        "assets[1].retry.max | default",
        "assets[0].owners[0] | metadata.owner (product.yaml:3:38)",
        "jobs[0].triggers[0].timezone | defaults.timezone (product.yaml:4:22)",
        "jobs[0].triggers[0].cron | product.yaml:18:11 <- short form of"
            + " assets[silver/orders].cron (product.yaml:18:5)",
        "partitions[day].daily.timezone | defaults.timezone (product.yaml:4:22)",
        "partitions[day].daily.start | short form of partitions[day].daily (product.yaml:6:16)",
        "partitions[day].daily.column | default",
        "assets[0].checks[0].unique.columns | short form of assets[0].checks[0].unique"
            + " (product.yaml:17:23)",
        "assets[0].checks[0].onFail | default",
      })
  void eachValueKnowsItsOrigin(String path, String origin) throws IOException {
    assertEquals(origin, resolve(PRODUCT).origins().of(new SpecPath(path)).words());
  }

  private static final String BASE =
      """
      defaults: {compute: small, pool: lake, backfill: {order: newest}, execution: inline, retry: 2}
      pools: {lake: 4}
      alerts: {failed: {email: a@b.example}}
      environments:
        dev: {jobs: {a_b: {enabled: false}}, pools: {lake: 1}}
        prod: {values: {URI: x}, alerts: {failed: {owner: "team:y"}}, image: {tag: 1.0.1}}
      """;

  private static final String INCLUDING =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: shop, owner: "team:x"}
      include: [base.yaml]
      code: {image: "repo:1.0.0"}
      catalogs: {lake: {type: jdbc, uri: {env: URI}}}
      assets: [{key: a/b, run: {python: "m:f"}, cron: "0 6 * * *"}]
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "assets[0].compute.preset | defaults.compute.preset (base.yaml:1:21)"
            + " <- short form of defaults.compute (base.yaml:1:21) <- included at product.yaml:4:11",
        "assets[0].pool.name | defaults.pool.name (base.yaml:1:34)"
            + " <- short form of defaults.pool (base.yaml:1:34) <- included at product.yaml:4:11",
        "assets[0].pool.slots | default",
        "assets[0].backfill.order | defaults.backfill.order (base.yaml:1:58)"
            + " <- included at product.yaml:4:11",
        "assets[0].execution | defaults.execution (base.yaml:1:78) <- included at product.yaml:4:11",
        "assets[0].timezone | default",
        "alerts[failed].owner | metadata.owner (product.yaml:3:31)",
        "code.image.tag | short form of code.image (product.yaml:5:15)",
        "code.image.pullPolicy | default",
      })
  void theWayLeadsThroughFilesAndShortForms(String path, String origin) throws IOException {
    Files.writeString(root.resolve("base.yaml"), BASE);
    assertEquals(origin, resolve(INCLUDING).origins().of(new SpecPath(path)).words());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jobs[0].triggers[0].enabled | dev"
            + " | environments[dev].jobs[a_b].enabled (base.yaml:5:31)",
        "pools[lake].slots | dev | environments[dev].pools[lake] (base.yaml:5:54)",
        "alerts[failed].owner | prod | environments[prod].alerts[failed].owner (base.yaml:6:53)",
        "code.image.tag | prod | environments[prod].image.tag (base.yaml:6:78)",
      })
  void anEnvironmentSaysItInPlaceOfTheProduct(String path, String environment, String origin)
      throws IOException {
    Files.writeString(root.resolve("base.yaml"), BASE);
    Origins origins = resolve(INCLUDING).origins();
    List<Environments.Setting> settings = origins.environments().overriding(new SpecPath(path));
    assertEquals(
        List.of(environment), settings.stream().map(Environments.Setting::environment).toList());
    assertEquals(
        origin + " <- included at product.yaml:4:11", origins.of(settings.getFirst()).words());
  }

  @Test
  void anEnvironmentGivesVariables() throws IOException {
    Files.writeString(root.resolve("base.yaml"), BASE);
    Environments environments = resolve(INCLUDING).origins().environments();
    assertEquals(
        List.of(new Environments.Setting("prod", new SpecPath("environments[prod].values[URI]"))),
        environments.giving("URI"));
    assertEquals(List.of(), environments.giving("OTHER"));
    assertEquals(List.of(), environments.overriding(new SpecPath("pools[other].slots")));
  }

  @Test
  void theLockBesideTheProductIsTheUsersLock() throws IOException {
    assertEquals(Optional.empty(), resolve(PRODUCT).product().code().lock());
    Files.writeString(root.resolve("requirements.txt"), "");
    assertEquals(Optional.of("requirements.txt"), resolve(PRODUCT).product().code().lock());
    Files.writeString(root.resolve("uv.lock"), "");
    assertEquals(Optional.of("uv.lock"), resolve(PRODUCT).product().code().lock());
    Files.writeString(root.resolve("my.lock"), "");
    assertEquals(
        Optional.of("my.lock"),
        resolve(PRODUCT + "code: {lock: my.lock}\n").product().code().lock());
  }

  @Test
  void theOnlyCatalogIsTheDefaultOne() throws IOException {
    ResolvedSpec one = resolve(PRODUCT + "catalogs: {lake: {type: jdbc}}\n");
    assertEquals(Optional.of(true), one.product().catalogs().get("lake").isDefault());
    assertEquals(
        Optional.of("lake"),
        one.product().assets().getFirst().outputs().orElseThrow().getFirst().catalog());
  }

  private ResolvedSpec resolve(String yaml) throws IOException {
    Path file = root.resolve("product.yaml");
    Files.writeString(file, yaml);
    FoundDiagnostics found = new FoundDiagnostics();
    SpecDocument document = new SpecReader().read(file, found);
    return new SpecResolver()
        .resolve(document.product().orElseThrow(), document.sources(), document.files());
  }
}
