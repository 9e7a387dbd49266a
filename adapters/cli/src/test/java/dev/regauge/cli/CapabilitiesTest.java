package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which provider a capability gets: the order, its reasons, and what is a mistake. */
class CapabilitiesTest {
  @TempDir Path temp;
  private PluginProject project = new PluginProject(Path.of(""));

  @BeforeEach
  void start() {
    project =
        new PluginProject(temp)
            .file("regauge.yaml", "plugins: {from: [plugins]}\n")
            .file(
                "plugins/trino/plugin.yaml",
                """
                name: trino
                version: 1.0.0
                apiVersion: "1.0"
                type: compute
                provides: ["query_engine:trino"]
                requires: [table_store]
                optional: [metadata_catalog]
                spec: [more.yaml]
                """)
            .file("plugins/trino/more.yaml", "resources: {trino: {type: trino}}\n");
  }

  private int check(String asset, String more) {
    project.file(
        "product.yaml",
        PluginProject.HEAD
            + more
            + "assets: [{key: a, run: {sql: select 1 as n}, "
            + asset
            + "}]\n");
    return project.run("explain", "assets[a].requires", "@");
  }

  @Test
  void theOrderIsTagAssetProductProjectOnlyProvider() {
    String any = "requires: [query_engine]";
    assertEquals(0, check(any + ", tags: {capability/query_engine: trino}", ""));
    assertTrue(project.out.contains("gets query_engine:trino: the asset's tag"), project.out);
    assertEquals(0, check(any + ", capabilities: {query_engine: trino}", ""));
    assertTrue(project.out.contains("query_engine:trino: the asset chooses it"), project.out);
    assertEquals(0, check(any, "capabilities: {query_engine: duckdb}\n"));
    assertTrue(project.out.contains("query_engine:duckdb: the product"), project.out);
    project.file(
        "regauge.yaml", "plugins: {from: [plugins]}\ncapabilities: {query_engine: trino}\n");
    assertEquals(0, check(any, ""));
    assertTrue(project.out.contains("query_engine:trino: the project"), project.out);
    assertEquals(0, check("requires: [table_store]", ""));
    assertTrue(project.out.contains("table_store:iceberg: it is the only"), project.out);
  }

  @Test
  void theBundlesLockTellsTheChoices() {
    check("requires: [\"query_engine:duckdb\", table_store]", "");
    // The engine of the plugin is a resource that no target carries out, so it stays out.
    project.file(
        "regauge.yaml",
        "plugins: {from: [plugins], allow: []}\ncapabilities: {table_store: iceberg}\n");
    project.file("plugins/trino/more.yaml", "resources: {trino: {type: duckdb}}\n");
    assertEquals(0, project.run("generate", "@", "--to", "dagster", "-o", "@/out"), project.err);
    String lock = project.text("out/dagster/bundle.lock.json");
    assertTrue(lock.contains("\"reason\": \"the project chooses it\""), lock);
    assertTrue(lock.contains("\"owner\": \"plugin trino\""), lock);
  }

  @Test
  void absenceAndAmbiguityAreFoundAtTheirPlace() {
    check("requires: [\"query_engine:presto\"], optional: [metadata_catalog]", "");
    project.run("check", "@");
    assertTrue(
        project.err.contains("error[RG-PLUG-377]: asset 'a' needs 'query_engine:presto'"),
        project.err);
    assertTrue(project.err.contains("warning[RG-PLUG-379]: asset 'a' would use"), project.err);
    assertTrue(project.err.contains("warning[RG-PLUG-379]: plugin 'trino' would use"));
    assertTrue(project.err.contains("product.yaml:5:"), project.err);
    check("requires: [query_engine]", "");
    assertEquals(1, project.run("check", "@"));
    assertTrue(
        project.err.contains(
            "error[RG-PLUG-378]: asset 'a' needs any 'query_engine', and there are several: duckdb,"
                + " trino"),
        project.err);
  }
}
