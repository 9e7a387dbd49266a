package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A product with mistakes is explained as far as it can be read, and nothing is made up. */
class ExplainCommandTest {

  private static final String PRODUCT =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: shop}
      defaults: {retry: {max: 4}}
      pools: {db: 2}
      assets:
        - {key: raw, pool: db, run: {sql: {query: "select 1 as n"}}}
        - {key: gold, deps: [raw], priority: 5, run: {sql: {query: "select 1 as n"}}}
      """;

  @TempDir Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void whatCanBeReadIsExplainedWithANoteOfTheErrors() throws IOException {
    assertEquals(
        0, explain("pools", PRODUCT.replace("priority: 5", "priority: [soon]")), this::err);
    assertTrue(
        out().startsWith("pools[db].slots = 2    # short form of pools[db] (product.yaml:5:13)\n"),
        this::out);
    assertEquals("note: the product has an error, which 'regauge check' tells\n", err());
  }

  @Test
  void whatCannotBeReadIsToldWithItsErrors() throws IOException {
    String wrong = PRODUCT.replace("priority: 5", "priority: [soon]");
    assertEquals(1, explain("assets[gold].priority", wrong));
    assertEquals("", out());
    assertTrue(err().contains("product.yaml:8:"), this::err);
    assertTrue(err().contains("what stands at 'assets[gold].priority' cannot be told"), this::err);
  }

  /** What an asset inherits hangs on what the defaults say, which cannot be read. */
  @Test
  void whatHangsOnAMistakeIsLeftOut() throws IOException {
    String wrong = PRODUCT.replace("max: 4", "max: four");
    assertEquals(1, explain("assets[raw].retry.max", wrong));
    assertEquals("", out());
    assertEquals(0, explain("assets[raw]", wrong), this::err);
    assertTrue(out().contains("assets[raw].run.sql.query = select 1 as n"), this::out);
    assertFalse(out().contains("retry.max ="), this::out);
    assertTrue(err().contains("values here that hang on what cannot be read are left out"));
  }

  @Test
  void aProductWhoseNamesAreWrongIsExplainedWithTheNoteToo() throws IOException {
    String wrong = PRODUCT.replace("deps: [raw]", "deps: [rwa, arw]");
    assertEquals(0, explain("assets[gold].priority", wrong));
    assertEquals("assets[gold].priority = 5    # product.yaml:8:45\n", out());
    assertEquals("note: the product has 2 errors, which 'regauge check' tells\n", err());
  }

  @Test
  void aMisspeltPlaceIsOneAlsoInAProductWithErrors() throws IOException {
    assertEquals(2, explain("polls", PRODUCT.replace("priority: 5", "priority: [soon]")));
    assertTrue(err().contains("did you mean 'pools'?"), this::err);
  }

  @Test
  void whatIsNoProductAtAllHasNothingToExplain() throws IOException {
    assertEquals(1, explain("pools", PRODUCT.replace("kind: DataProduct", "kind: Nothing")));
    assertEquals("", out());
    assertTrue(err().contains("product.yaml:2:"), this::err);
  }

  private int explain(String subject, String text) throws IOException {
    out.reset();
    err.reset();
    Path file = Files.writeString(temp.resolve("product.yaml"), text);
    return Main.run(new Terminal(stream(out), stream(err)), "explain", subject, file.toString());
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
