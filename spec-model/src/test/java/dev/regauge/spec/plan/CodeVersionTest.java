package dev.regauge.spec.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step's code version changes when its own code does, and only then. */
class CodeVersionTest {

  private static final List<String> KEYS =
      List.of("a/command", "a/connector", "a/dotted", "a/file", "a/python", "a/source", "a/text");
  private static final String PRODUCT =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: shop}
      code: {paths: [src, sql, load.sh]}
      assets:
        - {key: a/python, run: {python: "shop.load:orders"}}
        - {key: a/file, run: {sql: sql/a.sql}}
        - {key: a/source, run: {dlt: {source: "shop.pages:pages", resource: pages}}}
        - {key: a/dotted, run: {dlt: {source: shop.lines.lines, resource: lines}}}
        - {key: a/connector, run: {connector: {type: own}}}
        - {key: a/text, run: {sql: select 1 as n}}
        - {key: a/command, run: {command: [./load.sh, now]}}
      jobs: [{name: all_of_it}]
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("src/shop"));
    Files.createDirectories(folder.resolve("sql"));
    Files.writeString(folder.resolve("src/shop/load.py"), "def orders(): ...\n");
    Files.createDirectories(folder.resolve("src/connectors"));
    Files.writeString(folder.resolve("src/connectors/own.py"), "def fetch_data(config): ...\n");
    Files.writeString(folder.resolve("src/shop/pages.py"), "def pages(): ...\n");
    Files.writeString(folder.resolve("src/shop/lines.py"), "def lines(): ...\n");
    Files.writeString(folder.resolve("sql/a.sql"), "select 2 as n\n");
    Files.writeString(folder.resolve("load.sh"), "true\n");
  }

  private List<String> versions(String product) {
    Planned planned = Planned.text(folder, product);
    return KEYS.stream().map(key -> planned.asset(key).codeVersion()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "load.sh, a/command",
    "src/connectors/own.py, a/connector",
    "src/shop/lines.py, a/dotted",
    "sql/a.sql, a/file",
    "src/shop/load.py, a/python",
    "src/shop/pages.py, a/source"
  })
  void aFileIsItsAssetsOwn(String file, String changed) throws IOException {
    List<String> before = versions(PRODUCT);
    Files.writeString(folder.resolve(file), "select 2 as other\n");
    List<String> after = versions(PRODUCT);
    for (int i = 0; i < KEYS.size(); i++) {
      if (KEYS.get(i).equals(changed)) {
        assertNotEquals(before.get(i), after.get(i));
      } else {
        assertEquals(before.get(i), after.get(i));
      }
    }
  }

  @Test
  void onlyWhatRunsCounts() throws IOException {
    List<String> before = versions(PRODUCT);
    Files.writeString(folder.resolve("src/shop/other.py"), "x = 1\n");
    assertEquals(
        before,
        versions(
            PRODUCT.replace("metadata: {name: shop}", "metadata: {name: shop, version: 9.0.0}")));
    List<String> other = versions(PRODUCT.replace("select 1", "select 3"));
    assertEquals(before.subList(0, 6), other.subList(0, 6));
    assertNotEquals(before.getLast(), other.getLast());
  }
}
