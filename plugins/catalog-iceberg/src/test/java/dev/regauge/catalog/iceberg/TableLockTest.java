package dev.regauge.catalog.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.plugins.api.catalog.NotALock;
import dev.regauge.plugins.api.catalog.TablesPlan;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PlanJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids, the lock and what is made of them in a sqlite catalog. */
class TableLockTest {

  @TempDir Path data;

  /** A plan of one asset partitioned by day that writes {@code s.t} with these columns. */
  static ExecutionPlan plan(String columns) {
    return PlanJson.read(
        """
        {"version": 1,
         "product": {"name": "p", "identifier": "p", "scope": "d_p", "version": "1.0.0", "domain": "d"},
         "code": {"paths": ["."], "python": ">=3.11"},
         "catalogs": {"local": {"name": "local", "type": "embedded", "isDefault": true}},
         "tables": {"s.t": {"name": "s.t", "store": "local", "storeKind": "catalog", "layer": "custom", "branch": "main",
          "evolution": {"mode": "additive", "allowBreaking": false},
                            "columns": [%s]}}}
        """
            .replace("%s", columns));
  }

  static String column(String name, String type, String more) {
    return "{\"name\": \""
        + name
        + "\", \"type\": \""
        + type
        + "\", \"required\": false, \"primaryKey\": false, \"unique\": false"
        + more
        + "}";
  }

  private Catalogs catalogs(ExecutionPlan plan) {
    return new Catalogs(
        plan.catalogs(), new CatalogValues(Map.of(), Map.of()), data.toString(), false, false);
  }

  private Table table(Catalogs catalogs) {
    Catalog catalog = catalogs.named("local", new TableFindings()).orElseThrow();
    return catalog.loadTable(TableIdentifier.of("s", "t"));
  }

  @Test
  void idsFollowTheColumnsAndThenTheirParts() {
    Schema schema =
        NewTable.schema(
            Tables.of(
                "a int; b struct<x: int, y: list<int>>; c map<string, int>", Evolution.ADDITIVE));
    assertEquals(
        List.of(1, 2, 3), schema.columns().stream().map(Types.NestedField::fieldId).toList());
    assertEquals(4, schema.findField("b.x").fieldId());
    assertEquals(5, schema.findField("b.y").fieldId());
    assertEquals(6, schema.findField("b.y.element").fieldId());
    assertEquals(7, schema.findField("c.key").fieldId());
    assertEquals(8, schema.findField("c.value").fieldId());
  }

  @Test
  void declaredIdsStandAndTheOthersGoAroundThem() {
    Schema schema =
        NewTable.schema(Tables.of("a int #2; b list<int>; c int #9; d int", Evolution.ADDITIVE));
    assertEquals(
        List.of(2, 1, 9, 3), schema.columns().stream().map(Types.NestedField::fieldId).toList());
    assertEquals(4, schema.findField("b.element").fieldId());
  }

  @Test
  void anIdIsNeverGivenAgain() {
    DeclaredTable first = Tables.of("a int; b int; c int", Tables.mode("breaking"));
    LockedTable locked = new LockedTable("a.b", "local", NewTable.metadata(first));
    Table table = locked.table();
    for (String columns : List.of("a int; b int", "a int; b int; d int", "a int; b int; c int")) {
      TableFindings out = new TableFindings();
      TableEvolution.of(
              table, Tables.of(columns, Tables.mode("breaking")), _ -> true, _ -> false, out)
          .commit();
      assertEquals(List.of(), out.all());
    }
    assertEquals(5, table.schema().findField("c").fieldId(), "c was 3, d was 4");
  }

  @Test
  void theLockReadsWhatItWrites() {
    ExecutionPlan plan =
        plan(column("a", "int", "") + "," + column("b", "map<string, decimal(9,2)>", ""));
    String text = new ProductTables(plan, Optional.empty()).plan().lock();
    TablesPlan again = new ProductTables(plan, Optional.of(text)).plan();
    assertTrue(again.isLockCurrent(), again.lock());
    assertFalse(again.hasChanges());
    assertFalse(text.contains("uuid") || text.contains("-ms") || text.contains("snapshot"), text);
  }

  /**
   * A part of a struct, a list or a map keeps its id through every lock, and none is given twice.
   */
  @Test
  void partsOfNestedColumnsKeepTheirIds() {
    Map<String, Integer> first =
        nested("struct<sku: string, size: int>", "list<struct<k: string>>", "map<string, int>");
    assertEquals(
        new TreeMap<>(
            Map.of(
                "box.sku", 4,
                "box.size", 5,
                "tags.element", 6,
                "tags.element.k", 7,
                "m.key", 8,
                "m.value", 9)),
        first);
    Map<String, Integer> second =
        nested(
            "struct<sku: string, size: long, color: string>",
            "list<struct<k: string, n: int>>",
            "map<string, long>");
    first.forEach((part, id) -> assertEquals(id, second.get(part), part));
    assertEquals(10, second.get("box.color"));
    assertEquals(11, second.get("tags.element.n"));

    nested(
        "struct<sku: string, size: long>", "list<struct<k: string, n: int>>", "map<string, long>");
    Map<String, Integer> last =
        nested(
            "struct<sku: string, size: long, color: string>",
            "list<struct<k: string, n: int>>",
            "map<string, long>");
    assertEquals(12, last.get("box.color"), "10 was another column's, gone since");
    last.remove("box.color");
    second.remove("box.color");
    assertEquals(second, last);
  }

  private Optional<String> committed = Optional.empty();

  /** Brings the lock to these three columns and returns the ids of their parts. */
  private Map<String, Integer> nested(String box, String tags, String m) {
    ExecutionPlan plan =
        PlanJson.read(
            PlanJson.write(
                    plan(
                        column("box", box, "")
                            + ","
                            + column("tags", tags, "")
                            + ","
                            + column("m", m, "")))
                .replace("\"allowBreaking\": false", "\"allowBreaking\": true")
                .replace("\"mode\": \"additive\"", "\"mode\": \"full\""));
    TablesPlan made = new ProductTables(plan, committed).plan();
    assertEquals(List.of(), codes(made));
    committed = Optional.of(made.lock());
    Schema schema = TableLock.read(made.lock(), "p").table("s.t").orElseThrow().metadata().schema();
    Map<String, Integer> ids = new TreeMap<>();
    TypeUtil.indexNameById(schema.asStruct())
        .forEach(
            (id, name) -> {
              if (name.contains(".")) {
                ids.put(name, id);
              }
            });
    return ids;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"version\": 2}",
        "{\"version\": 1, \"tables\": {\"a.b\": 3}}",
        "{\"version\": 1, \"tables\": {\"a.b\": {\"catalog\": \"c\", \"metadata\": {}}}}",
        "<<<<<<< HEAD"
      })
  void whatIsNoLockIsRefused(String text) {
    assertThrows(NotALock.class, () -> TableLock.read(text, "p"));
  }

  /** Jackson tells no place of what breaks its limits; the finding has one all the same. */
  @Test
  void whatNobodyCouldHaveWrittenIsRefusedAtSomePlace() {
    for (String text :
        List.of(
            "[".repeat(100_000),
            "{\"version\": 1" + "0".repeat(2_000) + "}",
            "{\"" + "a".repeat(100_000) + "\": 1}",
            "null",
            "{} {}",
            "\u0000")) {
      assertThrows(NotALock.class, () -> TableLock.read(text, "p"));
    }
  }

  @Test
  void anotherProductsLockIsRefusedAndARenamedOneKeepsItsIds() {
    ExecutionPlan plan = plan(column("a", "int", ""));
    String own = new ProductTables(plan, Optional.empty()).plan().lock();
    String other = own.replace("\"product\": \"p\"", "\"product\": \"other\"");
    NotALock refused =
        assertThrows(NotALock.class, () -> new ProductTables(plan, Optional.of(other)));
    Diagnostic said = refused.finding("lock");
    assertTrue(said.message().contains("that of product 'other', and this is 'p'"), said.message());
    assertEquals(3, said.span().orElseThrow().line());
    assertEquals(14, said.span().orElseThrow().column());
    assertTrue(
        new ProductTables(plan, Optional.of(other.replace("\"other\"", "\"p\"")))
            .plan()
            .isLockCurrent());
    assertThrows(NotALock.class, () -> TableLock.read(own.replace("\"product\": \"p\",", ""), "p"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"last-column-id\": 2", "last-partition-id\": 1000"})
  void aLastIdBelowOneInUseIsRefusedAtTheLock(String last) {
    ExecutionPlan plan =
        PlanJson.read(
            PlanJson.write(plan(column("a", "int", "") + "," + column("b", "date", "")))
                .replace(
                    "\"storeKind\": \"catalog\",",
                    "\"storeKind\": \"catalog\", \"partitionBy\": [{\"column\": \"b\","
                        + " \"transform\": \"day\", \"name\": \"b_day\"}],"));
    String lock = new ProductTables(plan, Optional.empty()).plan().lock();
    assertTrue(lock.contains(last), lock);
    String low = lock.replace(last, last.substring(0, last.indexOf(' ')) + " 1");
    NotALock refused =
        assertThrows(NotALock.class, () -> new ProductTables(plan, Optional.of(low)));
    assertTrue(refused.getMessage().contains("is in use"), refused.getMessage());
    int line = refused.finding("lock").span().orElseThrow().line();
    assertTrue(low.lines().toList().get(line - 1).contains(" 1"), "line " + line);
  }

  @Test
  void onlyAColumnThatGoesAwayMayHaveANewName() {
    for (String after : List.of("a struct<x: int>", "b struct<x: int, y: int>")) {
      DeclaredTable before = Tables.of("a struct<x: int, y: int>", Evolution.ADDITIVE);
      Table table = new LockedTable("a.b", "local", NewTable.metadata(before)).table();
      TableFindings out = new TableFindings();
      TableEvolution.of(table, Tables.of(after, Evolution.ADDITIVE), _ -> true, _ -> false, out);
      String help = out.all().getFirst().diagnostic().help();
      assertEquals(after.startsWith("b"), help.contains("was: [a]"), help);
    }
  }

  @Test
  void aTableIsMadeWithTheIdsOfTheLock() {
    ExecutionPlan plan =
        plan(column("a", "int", ", \"id\": 7") + "," + column("b", "list<long>", ""));
    String lock = new ProductTables(plan, Optional.empty()).plan().lock();
    try (Catalogs catalogs = catalogs(plan)) {
      TablesPlan done = new ProductTables(plan, Optional.of(lock)).apply(catalogs);
      assertEquals(List.of(), done.findings());
      Schema schema = table(catalogs).schema();
      assertEquals(7, schema.findField("a").fieldId());
      assertEquals(1, schema.findField("b").fieldId());
      assertEquals(2, schema.findField("b.element").fieldId());
      assertTrue(
          table(catalogs).location().startsWith("file://" + data), table(catalogs).location());
      assertFalse(new ProductTables(plan, Optional.of(lock)).plan(catalogs).hasChanges());
    }
  }

  @Test
  void aStaleLockStopsTheApply() {
    ExecutionPlan old = plan(column("a", "int", ""));
    String lock = new ProductTables(old, Optional.empty()).plan().lock();
    ExecutionPlan plan = plan(column("a", "int", "") + "," + column("b", "int", ""));
    try (Catalogs catalogs = catalogs(plan)) {
      new ProductTables(old, Optional.of(lock)).apply(catalogs);
      TablesPlan refused = new ProductTables(plan, Optional.of(lock)).apply(catalogs);
      assertEquals(List.of("RG-TABLE-004"), codes(refused));
      assertEquals(1, table(catalogs).schema().columns().size());
      String current = new ProductTables(plan, Optional.of(lock)).plan().lock();
      assertEquals(List.of(), codes(new ProductTables(plan, Optional.of(current)).apply(catalogs)));
      assertEquals(2, table(catalogs).schema().findField("b").fieldId());
    }
  }

  @Test
  void othersColumnsAreLeftAloneAndOtherIdsAreSaid() {
    ExecutionPlan plan = plan(column("a", "int", "") + "," + column("b", "int", ""));
    try (Catalogs catalogs = catalogs(plan)) {
      new ProductTables(plan, Optional.empty()).apply(catalogs);
      table(catalogs).updateSchema().addColumn("theirs", Types.IntegerType.get()).commit();
      TablesPlan seen = new ProductTables(plan, Optional.empty()).plan(catalogs);
      assertEquals(List.of("RG-TABLE-006"), codes(seen));
      assertFalse(seen.hasChanges());

      ExecutionPlan declared =
          plan(
              column("b", "int", "")
                  + ","
                  + column("a", "int", "")
                  + ","
                  + column("theirs", "int", ""));
      TablesPlan other = new ProductTables(declared, Optional.empty()).plan(catalogs);
      assertEquals(List.of("RG-TABLE-007"), codes(other));
      String adopted = new ProductTables(declared, Optional.empty()).adopt(catalogs).lock();
      assertEquals(
          List.of(), codes(new ProductTables(declared, Optional.of(adopted)).plan(catalogs)));
    }
  }

  @Test
  void anotherProductsTableIsRefused() {
    ExecutionPlan plan =
        PlanJson.read(
            PlanJson.write(plan(column("a", "int", "")))
                .replace(
                    "\"storeKind\": \"catalog\",",
                    "\"storeKind\": \"catalog\", \"producer\": \"x\","));
    try (Catalogs catalogs = catalogs(plan)) {
      new ProductTables(plan, Optional.empty()).apply(catalogs);
      assertEquals("d_p", table(catalogs).properties().get("regauge.product"));
      table(catalogs).updateProperties().set("regauge.product", "other").commit();
      assertEquals(
          List.of("RG-TABLE-005"),
          codes(new ProductTables(plan, Optional.empty()).apply(catalogs)));
    }
  }

  @Test
  void aKeyThatMayBeNullIsNoIdentifier() {
    ExecutionPlan plan =
        plan(column("a", "int", "").replace("\"primaryKey\": false", "\"primaryKey\": true"));
    TablesPlan made = new ProductTables(plan, Optional.empty()).plan();
    assertEquals(List.of("RG-TABLE-009"), codes(made));
    assertFalse(made.lock().contains("identifier-field-ids"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"glue", "hive"})
  void catalogsThatAreNotCarriedAreRefused(String type) {
    ExecutionPlan plan =
        PlanJson.read(PlanJson.write(plan(column("a", "int", ""))).replace("embedded", type));
    try (Catalogs catalogs = catalogs(plan)) {
      TablesPlan refused = new ProductTables(plan, Optional.empty()).apply(catalogs);
      assertEquals(List.of("RG-TABLE-008"), codes(refused));
      assertEquals("catalogs", refused.findings().getFirst().owner());
    }
  }

  @Test
  void aTableDoesNotMove() {
    ExecutionPlan plan = plan(column("a", "int", ""));
    try (Catalogs catalogs = catalogs(plan)) {
      new ProductTables(plan, Optional.empty()).apply(catalogs);
      TableFindings out = new TableFindings();
      CatalogTables.placeIsSame(out, "s.t", table(catalogs), Optional.of("file:///elsewhere"));
      assertEquals("RG-TABLE-010", out.all().getFirst().diagnostic().code().id());
      TableFindings none = new TableFindings();
      CatalogTables.placeIsSame(
          none, "s.t", table(catalogs), Optional.of(table(catalogs).location()));
      assertFalse(none.hasErrors());
    }
  }

  private static List<String> codes(TablesPlan plan) {
    return plan.findings().stream().map(one -> one.diagnostic().code().id()).toList();
  }
}
