package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a line of each target's files back to the product's place, through the whole command. */
class WhereCommandTest {

  private static final String PRODUCT =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: shop, domain: sales}
      defaults:
        retry: {max: 3, wait: PT7S}
      catalogs: {lake: {type: jdbc, uri: {env: URI}, warehouse: {env: WAREHOUSE}}}
      pools: {db: 5}
      assets:
        - {key: raw/orders, run: {sql: "select 1 as n"}, pool: db}
        - key: gold/orders
          inputs: [raw/orders]
          run: {sql: "select n from orders"}
          checks: [{not_null: n, name: n_is_there}]
      jobs:
        - {name: daily, select: ["*"], triggers: [{cron: "17 6 * * *", timezone: Europe/Paris}]}
        - {name: weekly, select: [raw/orders], triggers: [{cron: "9 9 * * 1"}, {any: [{cron: "3 3 * * 1", timezone: Asia/Tokyo}]}]}
      """;

  @TempDir static Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void makeTheBundles() throws IOException {
    Files.writeString(folder.resolve("product.yaml"), PRODUCT);
    Terminal nowhere = new Terminal(stream(new ByteArrayOutputStream()), stream(System.err));
    String bundles = folder.resolve("out").toString();
    assertEquals(0, Main.run(nowhere, "generate", folder.toString(), "-o", bundles));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "airflow/dags/shop__daily.py | 17 6 | jobs[daily].triggers[0].cron | 15:",
        "airflow/dags/shop__daily.py | retries=3 | assets[raw/orders].retry.max | defaults.retry",
        "airflow/dags/shop__daily.py | sales_shop_db | assets[raw/orders].pool.name | 9:",
        "argo/manifests/shop-daily.yaml | 17 6 | jobs[daily].triggers[0].cron | 15:",
        "argo/manifests/shop-daily.yaml | Europe/Paris | jobs[daily].triggers[0].timezone | 15:",
        // The plan has them in another order, and none inside another.
        "argo/manifests/shop-weekly.yaml | 3 3 | jobs[weekly].triggers[1].any[0].cron | 16:",
        "argo/manifests/shop-weekly.yaml | 9 9 | jobs[weekly].triggers[0].cron | 16:",
        "dagster/src/shop_dagster/gold_assets.py | n_is_there"
            + " | assets[gold/orders].checks[n_is_there].name | 13:",
        "dagster/src/shop_dagster/gold_assets.py | group_name | assets[gold/orders].group"
            + " | default",
        "dagster/src/shop_dagster/jobs.py | 17 6 | jobs[daily].triggers[0].cron | 15:",
        "dagster/plan.json | 17 6 | jobs[daily].triggers[0].cron | 15:",
      })
  void aLineLeadsToItsPlace(String file, String words, String address, String place)
      throws IOException {
    Path path = folder.resolve("out").resolve(file);
    assertEquals(0, where(path, lineWith(path, words)), text(err));
    String first =
        text(out)
            .lines()
            .skip(1)
            .filter(line -> line.contains(address))
            .findFirst()
            .orElseThrow(() -> new AssertionError(text(out)));
    assertTrue(first.contains(place), first);
  }

  @Test
  void aLineWithoutAValueBelongsToTheElementAbove() throws IOException {
    Path path = folder.resolve("out/dagster/src/shop_dagster/gold_assets.py");
    assertEquals(0, where(path, lineWith(path, "skippable=True")));
    assertTrue(text(out).contains("in the part of:\n  assets[gold/orders].key"), text(out));
  }

  @Test
  void aLineChangedByHandIsToldAndTheOthersAreStillFound() throws IOException {
    Path path = folder.resolve("out/airflow/dags/shop__daily.py");
    String before = Files.readString(path);
    int line = lineWith(path, "17 6");
    try {
      Files.writeString(path, "# mine\n" + before);
      assertEquals(3, where(path, 1));
      assertTrue(text(err).contains("changed by hand"), text(err));
      assertEquals(0, where(path, line + 1));
      assertTrue(text(out).contains("jobs[daily].triggers[0].cron"), text(out));
    } finally {
      Files.writeString(path, before);
    }
  }

  @Test
  void aPlaceThatIsNoneIsAUsersMistake() throws IOException {
    Path path = folder.resolve("out/airflow/dags/shop__daily.py");
    assertEquals(2, where(path, 100_000));
    assertEquals(2, where(folder.resolve("product.yaml"), 1));
    assertTrue(text(err).contains("lies in no bundle"), text(err));
    assertEquals(2, run("where", "nothing", folder.toString()));
  }

  private int where(Path file, int line) {
    return run("where", file + ":" + line, folder.toString());
  }

  private int run(String... arguments) {
    return Main.run(new Terminal(stream(out), stream(err)), arguments);
  }

  private static int lineWith(Path file, String words) throws IOException {
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(words)) {
        return i + 1;
      }
    }
    throw new AssertionError(file + " has no line with " + words);
  }

  private static PrintStream stream(OutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
