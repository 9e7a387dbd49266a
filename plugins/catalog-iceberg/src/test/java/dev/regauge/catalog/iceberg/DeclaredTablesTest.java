package dev.regauge.catalog.iceberg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.catalog.iceberg.Evolution.Mode;
import dev.regauge.plugins.api.catalog.TableFinding;
import dev.regauge.plugins.api.catalog.TablesPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PlanJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan says of a table beside its columns reaches the table: evolution, names, places. */
class DeclaredTablesTest {

  private static final String ADDITIVE =
      "\"evolution\": {\"mode\": \"additive\", \"allowBreaking\": false}";

  @TempDir Path data;

  /** A plan of one table, {@code s.t} unless named, of which more is said. */
  private static ExecutionPlan plan(String columns, String more) {
    return plan("s.t", columns, more);
  }

  private static ExecutionPlan plan(String name, String columns, String more) {
    return PlanJson.read(
        """
        {"version": 1,
         "product": {"name": "p", "identifier": "p", "scope": "d_p", "version": "1.0.0", "domain": "d"},
         "code": {"paths": ["."], "python": ">=3.11"},
         "catalogs": {"local": {"name": "local", "type": "embedded", "isDefault": true}},
         "tables": {"NAME": {"name": "NAME", "store": "local", "storeKind": "catalog", "layer": "custom",
          "branch": "main", "columns": [COLUMNS], MORE}}}
        """
            .replace("NAME", name)
            .replace("COLUMNS", columns)
            .replace("MORE", more));
  }

  private static String column(String type) {
    return TableLockTest.column("a", type, "");
  }

  private static String evolution(String mode, boolean allowBreaking) {
    return "\"evolution\": {\"mode\": \"" + mode + "\", \"allowBreaking\": " + allowBreaking + "}";
  }

  private static DeclaredTable only(ExecutionPlan plan) {
    return DeclaredTables.of(plan).getFirst();
  }

  private Catalogs catalogs(ExecutionPlan plan, Map<String, String> values) {
    return new Catalogs(
        plan.catalogs(), new CatalogValues(values, Map.of()), data.toString(), false, false);
  }

  private TablesPlan applied(ExecutionPlan plan, Map<String, String> values, String lock) {
    try (Catalogs catalogs = catalogs(plan, values)) {
      return new ProductTables(plan, Optional.of(lock).filter(text -> !text.isEmpty()))
          .apply(catalogs);
    }
  }

  private Table table(ExecutionPlan plan, String name) {
    try (Catalogs catalogs = catalogs(plan, Map.of())) {
      return catalogs
          .named("local", new TableFindings())
          .orElseThrow()
          .loadTable(TableIdentifier.parse(name));
    }
  }

  private static List<String> codes(TablesPlan plan) {
    return plan.findings().stream().map(one -> one.diagnostic().code().id()).toList();
  }

  private static String lockOf(ExecutionPlan plan) {
    return new ProductTables(plan, Optional.empty()).plan().lock();
  }

  @ParameterizedTest
  @CsvSource({"none,false", "additive,false", "full,false", "full,true"})
  void evolutionIsThePlans(String mode, boolean allowBreaking) {
    Evolution evolution = only(plan(column("int"), evolution(mode, allowBreaking))).evolution();
    assertEquals(new Evolution(Mode.valueOf(mode), allowBreaking), evolution);
  }

  @ParameterizedTest
  @CsvSource({"none,RG-TABLE-001", "additive,''", "full,''"})
  void evolutionDecidesWhetherAColumnIsAdded(String mode, String expected) {
    String lock = lockOf(plan(column("int"), evolution(mode, false)));
    String two = column("int") + ", " + TableLockTest.column("b", "int", "");
    ExecutionPlan wider = plan(two, evolution(mode, false));
    TablesPlan judged = new ProductTables(wider, Optional.of(lock)).plan();
    assertEquals(expected, String.join(",", codes(judged)));
  }

  @Test
  void anOldNameLeadsToTheTable() {
    ExecutionPlan old = plan(column("int"), ADDITIVE);
    assertEquals(List.of(), codes(applied(old, Map.of(), lockOf(old))));
    String id = table(old, "s.t").uuid().toString();
    ExecutionPlan renamed = plan("s.u", column("int"), ADDITIVE + ", \"was\": [\"s.t\"]");
    assertEquals(List.of("s.t"), only(renamed).was());
    String lock = new ProductTables(renamed, Optional.of(lockOf(old))).plan().lock();
    assertEquals(List.of(), codes(applied(renamed, Map.of(), lock)));
    assertEquals(id, table(renamed, "s.u").uuid().toString());
  }

  @Test
  void aWrittenPlaceIsTheTables() {
    String place = "file://" + data + "/elsewhere";
    ExecutionPlan plan = plan(column("int"), ADDITIVE + ", \"location\": \"" + place + "\"");
    assertEquals(Optional.of(place), only(plan).location());
    assertEquals(List.of(), codes(applied(plan, Map.of(), lockOf(plan))));
    assertEquals(place, table(plan, "s.t").location());
  }

  @Test
  void aPlaceOfTheEnvironmentIsLookedUpAsTheCatalogsSettingsAre() {
    String place = "file://" + data + "/elsewhere";
    ExecutionPlan plan = plan(column("int"), ADDITIVE + ", \"location\": {\"env\": \"PLACE\"}");
    assertEquals(Optional.empty(), only(plan).location());
    assertEquals(List.of(), codes(applied(plan, Map.of("PLACE", place), lockOf(plan))));
    assertEquals(place, table(plan, "s.t").location());
    TablesPlan moved = applied(plan, Map.of("PLACE", place + "2"), lockOf(plan));
    assertEquals(List.of("RG-TABLE-010"), codes(moved));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"env\": \"PLACE\"}",
        "{\"service\": \"store\"}",
        "{\"secretRef\": {\"name\": \"lake\", \"key\": \"place\", \"source\": \"env\"}}",
        "8",
        "[\"a\"]"
      })
  void aPlaceThatNobodyKnowsIsNoPlace(String location) {
    ExecutionPlan plan = plan(column("int"), ADDITIVE + ", \"location\": " + location);
    TablesPlan refused = applied(plan, Map.of("LAKE_PLACE", "file:///secret"), lockOf(plan));
    assertEquals(List.of("RG-TABLE-011"), codes(refused));
    TableFinding finding = refused.findings().getFirst();
    assertEquals(Optional.of("location"), finding.member());
    assertFalse(finding.diagnostic().message().contains("/secret"));
    try (Catalogs catalogs = catalogs(plan, Map.of())) {
      assertFalse(
          ProductTables.has(catalogs.named("local", new TableFindings()).orElseThrow(), "s.t"));
    }
  }

  @Test
  void snapshotsAreKeptAsTheRetentionSays() {
    ExecutionPlan plan =
        plan(
            column("int"),
            ADDITIVE + ", \"retention\": {\"snapshotMaxAgeSeconds\": 604800, \"keepLast\": 5}");
    assertEquals(List.of(), codes(applied(plan, Map.of(), lockOf(plan))));
    Map<String, String> properties = new TreeMap<>(table(plan, "s.t").properties());
    assertEquals("604800000", properties.get("history.expire.max-snapshot-age-ms"));
    assertEquals("5", properties.get("history.expire.min-snapshots-to-keep"));
  }

  @Test
  void aTableGetsTheRetentionThatComesLater() {
    ExecutionPlan before = plan(column("int"), ADDITIVE);
    applied(before, Map.of(), lockOf(before));
    ExecutionPlan after = plan(column("int"), ADDITIVE + ", \"retention\": {\"keepLast\": 3}");
    String lock = new ProductTables(after, Optional.of(lockOf(before))).plan().lock();
    assertEquals(List.of(), codes(applied(after, Map.of(), lock)));
    assertEquals("3", table(after, "s.t").properties().get("history.expire.min-snapshots-to-keep"));
  }

  @Test
  void aRetentionThatIsSaidTwiceIsSaid() {
    String retention =
        ", \"retention\": {\"keepLast\": 5, \"rowTtlSeconds\": 86400, \"rowTtlColumn\": \"a\"}";
    String property = ", \"properties\": {\"history.expire.min-snapshots-to-keep\": \"1\"}";
    ExecutionPlan plan = plan(column("timestamp"), ADDITIVE + retention + property);
    TablesPlan judged = new ProductTables(plan, Optional.empty()).plan();
    assertEquals(List.of("RG-TABLE-013"), codes(judged));
    assertTrue(
        judged.findings().stream().allMatch(one -> one.member().equals(Optional.of("retention"))));
    assertEquals("1", only(plan).properties().get("history.expire.min-snapshots-to-keep"));
  }
}
