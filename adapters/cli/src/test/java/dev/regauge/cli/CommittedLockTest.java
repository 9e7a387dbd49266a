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

/** What {@code generate} says where a tables lock is committed. */
class CommittedLockTest {

  @TempDir Path folder;

  private String said = "";

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
    assertTrue(said.contains("--> product.yaml:9:31"), said);
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
    assertTrue(said.contains("--> regauge.tables.lock.json:1:1"), said);
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
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            new Terminal(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            words);
    said = err.toString(StandardCharsets.UTF_8);
    return exit;
  }
}
