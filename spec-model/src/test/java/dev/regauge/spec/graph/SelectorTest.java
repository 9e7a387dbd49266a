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
        - {key: clean/e, owners: ["team:a"], inputs: [clean/c], run: {sql: select * from clean.c}}
        - {key: d, kinds: [shell], run: {command: step}}
      jobs: [{name: everything}]
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "clean/b, clean/b",
    "+clean/b, raw/a clean/b",
    "clean/b+, clean/b clean/c clean/e",
    "+clean/b+, raw/a clean/b clean/c clean/e",
    "group:raw, raw/a clean/b",
    "+group:clean, raw/a clean/b clean/c clean/e",
    "group:d, d",
    "tag:tier, raw/a clean/c",
    "tag:tier=gold, raw/a",
    "tag:tier=gold+, raw/a clean/b clean/c clean/e",
    "kind:shell, d",
    "kind:sql, clean/b clean/c clean/e",
    "kind:iceberg, raw/a clean/b clean/c clean/e",
    "*, d raw/a clean/b clean/c clean/e",
    "**, d raw/a clean/b clean/c clean/e",
    "clean/*, clean/b clean/c clean/e",
    "*/b, clean/b",
    "?aw/a, raw/a",
    "owner:team:a, clean/e",
    "owner:team*, clean/e",
    "group:cl*, clean/c clean/e",
    "1+clean/e, clean/c clean/e",
    "2+clean/e, clean/b clean/c clean/e",
    "0+clean/e, clean/e",
    "raw/a+1, raw/a clean/b",
    "1+clean/c+1, clean/b clean/c clean/e",
    "'kind:sql,group:clean', clean/c clean/e",
    "'+clean/c,tag:tier', raw/a clean/c",
    "'raw/a, clean/b', ''",
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "groups:raw | there is no 'groups:'; did you mean 'group:'?",
        "\"\" | it names nothing",
        "+ | it names nothing",
        "a, | it names nothing",
        "tag: | nothing stands behind 'tag:'",
        "A/b | 'A/b' cannot be a key",
        "a b | 'a b' cannot be a key",
        "*:raw | there is no '*:'",
        "raw/a | \"\"",
        "+tag:x,kind:*+2 | \"\"",
      })
  void whatIsNoSelectorSaysWhy(String selector, String problem) {
    assertEquals(problem, new Selector(selector).problem().orElse(""));
  }
}
