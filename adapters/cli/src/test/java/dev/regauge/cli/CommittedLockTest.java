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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code generate} says where a tables lock is committed. */
class CommittedLockTest {

  @TempDir Path folder;

  private String said = "";
  private String printed = "";

  @BeforeEach
  void lock() throws IOException {
    write("{name: qty, type: int}");
    assertEquals(0, run("tables", "lock", folder.toString()), said);
  }

  @Test
  void aProductThatKeepsToItsLockIsGenerated() {
    assertEquals(0, generate(), said);
    assertFalse(said.contains("RG-TABLE"), said);
  }

  @Test
  void whatTheLockForbidsIsRefusedAtItsPlace() throws IOException {
    write("{name: qty, type: string}");
    assertEquals(1, generate());
    assertTrue(said.contains("error[RG-TABLE-002]: table 'silver.orders'"), said);
    assertTrue(said.contains("product.yaml:9:31"), said);
    assertFalse(Files.exists(folder.resolve("out")), "nothing is written");
  }

  @Test
  void whatTheLockDoesNotHoldIsAWarning() throws IOException {
    write("{name: qty, type: long}");
    assertEquals(0, generate(), said);
    assertTrue(
        said.contains("warning[RG-TABLE-300]: the committed lock does not hold table"), said);
    assertTrue(said.contains("qty: int becomes long"), said);
    assertEquals(0, run("tables", "lock", folder.toString()), said);
    assertEquals(0, generate(), said);
    assertFalse(said.contains("RG-TABLE-300"), said);
  }

  @Test
  void whatIsNoLockIsRefused() throws IOException {
    Files.writeString(folder.resolve(TablesSession.LOCK), "<<<<<<< HEAD");
    assertEquals(1, generate());
    assertTrue(said.contains("error[RG-TABLE-301]"), said);
    assertTrue(said.contains("regauge.tables.lock.json:1:1"), said);
  }

  @Test
  void aDamagedLockIsToldAtItsPlaceByEveryCommand() throws IOException {
    Path lock = folder.resolve(TablesSession.LOCK);
    String good = Files.readString(lock);
    Map<String, String> damages =
        Map.of(
            good.substring(0, 200),
            "it ends in the middle",
            good.replace("\"version\": 1", "\"version\": 2"),
            "it has version 2",
            good.replace("\"catalog\": \"local\"", "\"catalog\": 3"),
            "is no text",
            good.replace("\"catalog\": \"local\",", ""),
            "'catalog' is missing",
            good.replace("\"type\": \"int\"", "\"type\": 3"),
            "Iceberg cannot read the table",
            good.replace("  \"product\"", "=======\n  \"product\""),
            "the marks of a merge",
            "[]",
            "a map is missing here",
            "[".repeat(100_000),
            "it is nested deeper");
    for (Map.Entry<String, String> damage : damages.entrySet()) {
      Files.writeString(lock, damage.getKey());
      assertEquals(1, generate());
      assertTrue(said.contains(damage.getValue()), said);
      for (String command : List.of("plan", "lock", "apply")) {
        String generated = said;
        assertEquals(1, run("tables", command, "--embedded", folder.toString()));
        assertEquals(generated, said);
      }
      assertTrue(said.contains(TablesSession.LOCK + ":"), said);
      assertFalse(said.contains("jackson") || said.contains("REDACTED"), said);
    }
  }

  @Test
  void aFolderInItsPlaceIsNoLock() throws IOException {
    Path lock = folder.resolve(TablesSession.LOCK);
    Files.delete(lock);
    Files.createDirectory(lock);
    assertEquals(1, generate(), said);
    assertTrue(said.contains("is no lock of tables: it is a folder"), said);
    assertTrue(said.contains(TablesSession.LOCK + ":1:1"), said);
    String generated = said;
    for (String command : List.of("plan", "lock", "apply")) {
      assertEquals(1, run("tables", command, "--embedded", folder.toString()), said);
      assertEquals(generated, said);
    }
    assertEquals(1, run("tables", "plan", "--offline", folder.toString()), said);
  }

  @Test
  void whatIsRefusedIsSaidInTheEnd() throws IOException {
    write("{name: other, type: int}");
    for (String command : List.of("plan", "lock", "apply")) {
      assertEquals(1, run("tables", command, "--embedded", folder.toString()));
      assertTrue(said.contains("column qty goes away"), said);
      assertTrue(said.endsWith("1 table is refused, so nothing is changed\n"), said);
      assertEquals(1, run("tables", command, "--embedded", "--json", folder.toString()), said);
      assertTrue(printed.contains("\"state\": \"refused\""), printed);
    }
  }

  @Test
  void withoutALockNothingIsCompared() throws IOException {
    Files.delete(folder.resolve(TablesSession.LOCK));
    write("{name: qty, type: string}");
    assertEquals(0, generate(), said);
    assertFalse(said.contains("RG-TABLE"), said);
  }

  private void write(String column) throws IOException {
    Files.writeString(
        folder.resolve("product.yaml"),
        """
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata: {name: shop}
        assets:
          - key: silver/orders
            outputs:
              - table: silver.orders
                columns:
                  - %s
            run: {sql: "select 2 as qty"}
        """
            .formatted(column));
  }

  private int generate() {
    return run(
        "generate", folder.toString(), "--to", "dagster", "-o", folder.resolve("out").toString());
  }

  private int run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            words);
    printed = out.toString(StandardCharsets.UTF_8);
    said = err.toString(StandardCharsets.UTF_8);
    return exit;
  }
}
