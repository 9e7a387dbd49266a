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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks for one target hears nothing of what is wrong with another. */
class AskedTargetsTest {

  private static final String PRODUCT =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: shop}
      assets:
        - {key: raw, run: {sql: {query: "select 1 as n"}}}
      catalogs: {lake: {type: jdbc, uri: {env: URI}, warehouse: {env: WAREHOUSE}}}
      targets:
        - {adapter: dagster}
        - {adapter: airflow, accept: [{feature: nonsense, reason: none}]}
        - {name: other, adapter: nothing}
      """;

  @TempDir Path temp;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(temp.resolve("product.yaml"), PRODUCT);
  }

  @Test
  void aFineTargetIsFine() {
    assertEquals(0, check("--target", "dagster"), err::toString);
    assertFalse(err.toString(StandardCharsets.UTF_8).contains("RG-"), err::toString);
    assertEquals(0, check("--to", "argo"), err::toString);
  }

  @Test
  void aWrongOneHearsOfItself() {
    assertEquals(1, check("--target", "airflow"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("RG-FEAT-003"), err::toString);
    assertFalse(err.toString(StandardCharsets.UTF_8).contains("RG-PLUG-001"), err::toString);
    assertEquals(1, check("--target", "other"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("RG-PLUG-001"), err::toString);
  }

  @Test
  void whoAsksForAllHearsAll() {
    assertEquals(1, check());
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("RG-FEAT-003"), err::toString);
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("RG-PLUG-001"), err::toString);
  }

  private int check(String... more) {
    err.reset();
    String[] words = new String[2 + more.length];
    words[0] = "check";
    words[1] = temp.toString();
    System.arraycopy(more, 0, words, 2, more.length);
    PrintStream talk = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Main.run(new Terminal(talk, talk), words);
  }
}
