package dev.regauge.spec.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PlanLeaves;
import dev.regauge.spec.plan.Planned;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No part of a plan is asked of a target without being a feature. */
class FeatureScannerTest {

  private static final Path EVERYTHING = Path.of("src/test/resources/products/everything.yaml");

  /**
   * Leaves that ask nothing of a target: they name the product and its parts, or are the step's
   * alone and come with an input, output, check or run that is asked.
   */
  private static final Set<String> NOT_ASKED =
      Set.of(
          "AssetPlan.codeVersion",
          "AssetPlan.identifier",
          "CatalogPlan.isDefault",
          "CatalogPlan.name",
          "CatalogPlan.type",
          "CheckPlan.description",
          "CheckPlan.tags",
          "CodePlan.paths",
          "CodePlan.python",
          "EnvironmentPlan.enabledJobs",
          "EnvironmentPlan.imageDigest",
          "EnvironmentPlan.imageTag",
          "EnvironmentPlan.name",
          "EnvironmentPlan.namespace",
          "EnvironmentPlan.poolSlots",
          "EnvironmentPlan.values",
          "JobPlan.identifier",
          "ParamPlan.defaultValue",
          "ParamPlan.description",
          "ParamPlan.name",
          "ParamPlan.values",
          "PoolPlan.engineName",
          "PoolPlan.name",
          "ProductPlan.description",
          "ProductPlan.domain",
          "ProductPlan.identifier",
          "ProductPlan.name",
          "ProductPlan.owner",
          "ProductPlan.scope",
          "ProductPlan.version",
          "ResourcePlan.factory",
          "ResourcePlan.name",
          "TablePlan.description",
          "TablePlan.properties",
          "Daily.name",
          "Static.name",
          "Sql.file",
          "Sql.query",
          "Edge.from",
          "Edge.to",
          "ColumnPlan.doc",
          "ColumnPlan.id",
          "ColumnPlan.name",
          "ColumnPlan.primaryKey",
          "ColumnPlan.required",
          "ColumnPlan.type",
          "ColumnPlan.unique",
          "PartitionField.column",
          "PartitionField.name",
          "PartitionField.transform",
          "SortField.column",
          "SortField.direction",
          "SortField.nulls",
          "AcceptedValues.column",
          "AcceptedValues.values",
          "NotNull.columns",
          "Unique.columns",
          "Range.column",
          "Range.max",
          "Range.min",
          "RowCount.max",
          "RowCount.min",
          "CheckPlan.Sql.query",
          "CheckPlan.Sql.op",
          "CheckPlan.Sql.value",
          "CheckPlan.Python.entrypoint",
          "CheckPlan.Python.params",
          "ExecutionPlan.version");

  /**
   * Leaves whose default asks nothing; another value is asked where it is written, for the uses of
   * it are found in the product and not in the plan.
   */
  private static final Set<String> ASKED_WHERE_WRITTEN =
      Set.of(
          "AssetPlan.atomicOutputs",
          "Backfill.maxPartitionsPerRun",
          "Backfill.order",
          "CheckPlan.dimension",
          "CheckPlan.fullTable",
          "CheckPlan.rollingWindowDays",
          "CheckPlan.weight",
          "ColumnPlan.classification",
          "Dedupe.keep",
          "Dedupe.orderBy",
          "Errors.onPartial",
          "Evolution.allowBreaking",
          "Evolution.mode",
          "History.keepSeconds",
          "History.runs",
          "JobPlan.abort",
          "JobPlan.autoPauseAfterFailures",
          "JobPlan.pack",
          "Output.dedupe",
          "ResourcePlan.scope",
          "TablePlan.branch",
          "TablePlan.layer");

  @TempDir Path folder;

  private static List<String> words(Planned planned, ExecutionPlan plan) {
    return new FeatureScanner()
        .scan(planned.graph(), plan).stream()
            .map(use -> use.feature() + " " + use.address() + " " + use.values())
            .toList();
  }

  /** Each leaf of the plan is changed by itself; the uses must tell, unless nothing is asked. */
  @Test
  void everyLeafBelongsToAFeature() {
    Planned planned = Planned.file(EVERYTHING);
    List<String> expected = words(planned, planned.plan());
    List<PlanLeaves.Change> changes = PlanLeaves.changes(planned.plan());
    assertTrue(changes.size() > 200, "leaves are walked: " + changes.size());
    Set<String> untold = new TreeSet<>();
    Set<String> told = new TreeSet<>();
    for (PlanLeaves.Change change : changes) {
      boolean isTold = !words(planned, change.plan()).equals(expected);
      (isTold ? told : untold).add(change.leaf());
    }
    untold.removeAll(told);
    untold.removeAll(NOT_ASKED);
    untold.removeAll(ASKED_WHERE_WRITTEN);
    assertEquals(new TreeSet<>(), untold, "leaves that no feature tells of");
    told.removeIf(leaf -> !NOT_ASKED.contains(leaf) && !ASKED_WHERE_WRITTEN.contains(leaf));
    assertEquals(new TreeSet<>(), told, "leaves that are told and need not stand in the list");
  }

  @Test
  void everyFeatureIsFoundSomewhere() {
    Set<Feature> found = EnumSet.noneOf(Feature.class);
    List<Path> products =
        List.of(
            EVERYTHING,
            Path.of("src/test/resources/products/other_words.yaml"),
            Path.of("src/test/resources/products/later_product.yaml"),
            Path.of("src/test/resources/products/later_assets.yaml"));
    for (Path product : products) {
      Planned planned = Planned.file(product);
      new FeatureScanner()
          .scan(planned.graph(), planned.plan())
          .forEach(use -> found.add(use.feature()));
    }
    found.addAll(EnumSet.of(Feature.SERVICE, Feature.TOPIC)); // they are files of their own
    assertEquals(EnumSet.allOf(Feature.class), found);
  }

  @Test
  void addressesAreByNameAndPathsAreInTheFile() {
    Planned planned = Planned.file(EVERYTHING);
    List<FeatureUse> uses = new FeatureScanner().scan(planned.graph(), planned.plan());
    List<String> addresses = new ArrayList<>();
    for (FeatureUse use : uses) {
      addresses.add(use.address());
      assertTrue(planned.graph().locator().valueAt(use.path()).isPresent(), () -> use.address());
    }
    assertTrue(addresses.contains("assets[bronze/orders].checks[unique_order_id]"));
    assertTrue(addresses.contains("assets[silver/orders].inputs[bronze/orders]"));
    assertTrue(addresses.contains("jobs[daily].triggers[0 6 * * * Europe/Berlin]"));
    assertEquals(addresses.stream().sorted().toList(), addresses);
  }

  @Test
  void onlyALocalFileIsALocalStore() {
    assertEquals(List.of("catalogs[local]"), localStores(""));
    assertEquals(
        List.of(),
        localStores("catalogs: {lake: {type: jdbc, uri: {env: U}, warehouse: {env: W}}}"));
    assertEquals(
        List.of("catalogs[lake]", "resources[f]"),
        localStores(
            "catalogs: {lake: {type: jdbc, uri: \"sqlite:///a.db\", warehouse: a/b}}\n"
                + "resources: {f: {type: duckdb, config: {path: a.duckdb}}}"));
    String layer = "resources: {cube: {type: cube, config: {models: {env: MODELS}}}}\n";
    String lake = "catalogs: {lake: {type: jdbc, uri: {env: U}, warehouse: {env: W}}}\n" + layer;
    assertEquals(List.of(), localStores(lake));
    assertEquals(
        List.of(),
        localStores(lake + "environments: {prod: {values: {MODELS: \"s3://figures/model\"}}}"));
    assertEquals(
        List.of("resources[cube]"),
        localStores(
            lake
                + "environments: {prod: {values: {MODELS: \"s3://figures/model\"}},"
                + " dev: {values: {MODELS: cube/model}}}"));
  }

  private List<String> localStores(String more) {
    Planned planned =
        Planned.text(
            folder,
            "apiVersion: regauge.dev/v1\nkind: DataProduct\nmetadata: {name: shop}\n"
                + "assets: [{key: raw/a, run: {command: load}}]\n"
                + more
                + "\n");
    return new FeatureScanner()
        .scan(planned.graph(), planned.plan()).stream()
            .filter(use -> use.feature() == Feature.FILE_LOCAL_STORE)
            .map(FeatureUse::address)
            .toList();
  }
}
