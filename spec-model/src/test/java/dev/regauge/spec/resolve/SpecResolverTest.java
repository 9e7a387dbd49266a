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
        "assets[0].retry.max | defaults.retry.max (product.yaml:4:44)",
        "assets[0].retry.wait | default",
        "assets[1].retry.wait | product.yaml:20:19",
        "assets[1].retry.max | default",
        "assets[0].owners | metadata.owner (product.yaml:3:38)",
        "jobs[0].triggers[0].timezone | defaults.timezone (product.yaml:4:22)",
        "jobs[0].triggers[0].cron | product.yaml:18:11",
        "partitions[day].daily.timezone | defaults.timezone (product.yaml:4:22)",
        "partitions[day].daily.start | product.yaml:6:16",
        "partitions[day].daily.column | default",
        "assets[0].checks[0].unique.columns | product.yaml:17:23",
        "assets[0].checks[0].onFail | default",
      })
  void eachValueKnowsItsOrigin(String path, String origin) throws IOException {
    assertEquals(origin, resolve(PRODUCT).origins().of(new SpecPath(path)).words());
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
