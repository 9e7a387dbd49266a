package dev.regauge.spec.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.ProductSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each short form of spec.md 6 gives the same records as its normal form. */
class ShortFormsTest {

  private static final String RUN = "run: {python: {entrypoint: 'm:f'}}\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "run: {python: 'pkg.mod:fn'} | run: {python: {entrypoint: 'pkg.mod:fn'}}",
        "run: {sql: 'select 1'} | run: {sql: {query: 'select 1'}}",
        "run: {sql: 'a.sql'} | run: {sql: {file: 'a.sql'}}",
        "run: {command: [a, b c]} | run: {command: {argv: [a, b c]}}",
        "run: {command: ' a  $b '} | run: {command: {argv: [a, $b]}}",
      })
  void ofARun(String shortForm, String normalForm) {
    assertEquals(read(shortForm), read(normalForm));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "inputs: [a/b, ref.t] | inputs: [{asset: a/b}, {table: ref.t}]",
        "inputs: [lonely] | inputs: [{asset: lonely}]",
        "deps: [a/b] | deps: [{asset: a/b}]",
        "retry: 3 | retry: {max: 3}",
        "pool: api | pool: {name: api}",
        "env: {N: 8, B: true, E: {env: HOME}} | env: {N: '8', B: 'true', E: {env: HOME}}",
        "env: {P: {secretRef: pg/password}} | env: {P: {secretRef: {name: pg, key: password}}}",
        "env: {P: {secretRef: pg/p}} | env: {P: {secretRef: {name: pg, key: p, source:"
            + " kubernetes}}}",
        "checks: [{unique: id}] | checks: [{unique: {columns: [id]}}]",
        "checks: [{not_null: [a, b], onFail: block}] | checks: [{not_null: {columns: [a, b]},"
            + " onFail: block}]",
        "checks: [{python: 'm:f'}] | checks: [{python: {entrypoint: 'm:f'}}]",
      })
  void ofAnAssetsFields(String shortForm, String normalForm) {
    assertEquals(read(RUN + shortForm), read(RUN + normalForm));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "pools: {api: 2} | pools: {api: {slots: 2}}",
        "partitions: {day: {daily: 2025-01-01}} | partitions: {day: {daily: {start:"
            + " '2025-01-01'}}}",
        "partitions: {r: {static: [eu, us]}} | partitions: {r: {static: {values: [eu, us]}}}",
        "params: {x: 0.2} | params: {x: {type: float, default: 0.2}}",
        "params: {x: 3} | params: {x: {type: int, default: 3}}",
        "params: {x: no} | params: {x: {type: string, default: 'no'}}",
        "params: {x: true} | params: {x: {type: boolean, default: true}}",
        "params: {x: [a, 1]} | params: {x: {type: list, default: [a, 1]}}",
        "checks: [{asset: raw/orders, unique: id}] | assets: [{key: raw/orders, run: {python:"
            + " 'm:f'}, checks: [{unique: id}]}]",
        "defaults: {retry: 2, pool: api} | defaults: {retry: {max: 2}, pool: {name: api}}",
      })
  void ofAProduct(String shortForm, String normalForm) {
    assertEquals(readProduct(shortForm), readProduct(normalForm));
  }

  @Test
  void aSetInPlaceGetsTheKeysName() {
    String asset = "assets: [{key: raw/orders, run: {python: 'm:f'}, partitions: ";
    ProductSpec inPlace = readProduct(asset + "{daily: 2025-01-01}}]");
    ProductSpec apart =
        readProduct(asset + "raw_orders}]\npartitions: {raw_orders: {daily: 2025-01-01}}");
    assertEquals(apart.assets(), inPlace.assets());
    PartitionSetSpec set = inPlace.partitions().get("raw_orders");
    assertEquals(apart.partitions().get("raw_orders").daily(), set.daily());
    assertEquals(Optional.of("raw/orders"), set.ofAsset());
  }

  @Test
  void anAssetsCronBecomesAJob() {
    ProductSpec product = read(RUN + "cron: '0 6 * * *'\n");
    JobSpec job = product.jobs().getFirst();
    assertEquals("raw_orders", job.name());
    assertEquals(List.of("+raw/orders"), job.select());
    assertEquals(Optional.of("0 6 * * *"), job.triggers().getFirst().cron());
    assertEquals(Optional.of("raw/orders"), job.ofAsset());
    assertEquals(product, read(RUN + "triggers: [{cron: '0 6 * * *'}]\n"));
  }

  @Test
  void whatAJobWasMadeOfIsFoundInTheFile() {
    Reading reading = Reading.ofAsset(RUN + "cron: '0 6 * * *'\n");
    SourceMap sources = reading.document().sources();
    SpecPath cron = SpecPath.of("jobs").at(0).field("triggers").at(0).field("cron");
    assertEquals(7, sources.valueAt(cron).orElseThrow().line());
    assertEquals(11, sources.valueAt(cron).orElseThrow().column());
    assertEquals(5, sources.valueAt(SpecPath.of("jobs").at(0).field("name")).orElseThrow().line());
  }

  @Test
  void nobodyWritesAMarkOfTheReader() {
    Reading reading =
        Reading.of(Reading.HEAD + "jobs: [{name: j, ofAsset: a/b, \"\\0ofAsset\": a/b}]\n");
    assertEquals(List.of("013@4:18", "002@4:32"), reading.places());
  }

  @Test
  void aSetInPlaceDoesNotHideOneOfThatName() {
    Reading reading =
        Reading.of(
            Reading.HEAD
                + "partitions: {raw_orders: {daily: 2024-01-01}}\n"
                + "assets: [{key: raw/orders, run: {python: 'm:f'}, partitions: {daily:"
                + " 2025-01-01}}]\n");
    assertEquals(List.of("005@5:50"), reading.places());
  }

  private static ProductSpec read(String asset) {
    TreeMap<String, String> files = new TreeMap<>();
    files.put("a.sql", "select 1");
    String yaml = Reading.HEAD + "assets:\n  - key: raw/orders\n" + asset.indent(4);
    return Reading.of(yaml.getBytes(StandardCharsets.UTF_8), files).product();
  }

  private static ProductSpec readProduct(String fields) {
    String asset =
        fields.contains("assets:") ? "" : "assets: [{key: raw/orders, run: {python: 'm:f'}}]\n";
    return Reading.of(Reading.HEAD + asset + fields + "\n").product();
  }
}
