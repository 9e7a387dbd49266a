package dev.regauge.spec.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.regauge.spec.rule.Checked;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Selections over a small product: a → b → c, and d by itself. */
class SelectorTest {

  private static final String PRODUCT =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: shop}
      assets:
        - {key: raw/a, tags: {tier: gold}, run: {python: "shop.load:a"}}
        - {key: clean/b, inputs: [raw/a], group: raw, run: {sql: select * from raw.a}}
        - {key: clean/c, inputs: [clean/b], tags: {tier: silver}, run: {sql: select * from clean.b}}
        - {key: d, kinds: [shell], run: {command: step}}
      jobs: [{name: everything}]
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "clean/b, clean/b",
    "+clean/b, raw/a clean/b",
    "clean/b+, clean/b clean/c",
    "+clean/b+, raw/a clean/b clean/c",
    "group:raw, raw/a clean/b",
    "+group:clean, raw/a clean/b clean/c",
    "group:d, d",
    "tag:tier, raw/a clean/c",
    "tag:tier=gold, raw/a",
    "tag:tier=gold+, raw/a clean/b clean/c",
    "kind:shell, d",
    "kind:sql, clean/b clean/c",
    "kind:iceberg, raw/a clean/b clean/c",
    "*, d raw/a clean/b clean/c",
    "raw, ''",
    "other:raw, ''",
    "*:raw, ''",
    "+, ''",
  })
  void selectsInTheGraphsOrder(String selector, String expected) {
    SpecGraph graph = Checked.text(folder, PRODUCT).graph().orElseThrow();
    assertEquals(
        List.of(expected.split(" ")),
        Selector.select(graph, List.of(new Selector(selector))).isEmpty()
            ? List.of("")
            : Selector.select(graph, List.of(new Selector(selector))),
        selector);
  }
}
