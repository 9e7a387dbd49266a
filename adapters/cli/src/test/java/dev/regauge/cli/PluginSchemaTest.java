package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema that editors get has the sources of a project's plugins. */
class PluginSchemaTest {
  @TempDir Path temp;
  private PluginProject project = new PluginProject(Path.of(""));

  @BeforeEach
  void start() {
    project =
        new PluginProject(temp)
            .file("regauge.yaml", "plugins: {from: [plugins]}\n")
            .file(
                "plugins/acme/plugin.yaml",
                """
                name: acme
                version: 1.0.0
                apiVersion: "1.0"
                type: source
                steps:
                  acme_shop: {connector: "acme.a:A", configSchema: config.json}
                  acme_any: {connector: "acme.a:B", configSchema: {properties: {a: {}}}}
                """)
            .file(
                "plugins/acme/config.json",
                """
                {"required": ["base_url"], "additionalProperties": false,
                 "properties": {"base_url": {"type": "string", "description": "Where it is."}}}
                """);
  }

  private static List<String> faults(String schema, SpecificationVersion draft, String config) {
    String product = PluginProject.HEAD + "assets: [{key: a, run: {connector: " + config + "}}]\n";
    return SchemaRegistry.withDefaultDialect(draft)
        .getSchema(schema)
        .validate(product, InputFormat.YAML)
        .stream()
        .map(Error::getMessage)
        .toList();
  }

  private void judges(String schema, SpecificationVersion draft) {
    for (String good :
        List.of(
            "{type: acme_shop, config: {base_url: \"https://a.example\"}}",
            "{type: acme_shop, config: {base_url: {env: SHOP}}}",
            "{type: acme_any, config: {b: 1}}",
            "{type: another, config: {c: 1}}")) {
      assertEquals(List.of(), faults(schema, draft, good), good);
    }
    for (String bad :
        List.of(
            "{type: acme_shop, config: {base_ulr: x, base_url: x}}",
            "{type: acme_shop, config: {}}",
            "{type: acme_shop}")) {
      assertFalse(faults(schema, draft, bad).isEmpty(), bad);
    }
  }

  @Test
  void aProjectsSourcesAreInIt() {
    assertEquals(0, project.run("schema", "--project", "@"), project.err);
    assertTrue(project.out.contains("Where it is."), project.out);
    judges(project.out, SpecificationVersion.DRAFT_2020_12);
    assertEquals(0, project.run("schema", "--draft", "7", "--project", "@"), project.err);
    judges(project.out, SpecificationVersion.DRAFT_7);
    assertEquals(0, project.run("schema", "part", "--project", "@"), project.err);
    assertTrue(project.out.contains("acme_shop"), project.out);
  }

  @Test
  void withoutAProjectItIsTheSameEverywhere() {
    assertEquals(0, project.run("schema"));
    assertFalse(project.out.contains("acme_shop"));
    assertEquals(2, project.run("schema", "plan", "--project", "@"));
    assertTrue(project.err.contains("the same in every project"), project.err);
    assertEquals(2, project.run("schema", "--project", "@/nowhere"));
    assertTrue(project.err.contains("there is no folder"), project.err);
  }

  @Test
  void aFirstProductInAProjectHasIt() {
    assertEquals(0, project.run("init", "@/shop"), project.err);
    judges(project.text("shop/product.schema.json"), SpecificationVersion.DRAFT_7);
    assertEquals(0, project.run("check", "@/shop"), project.err);
  }

  @Test
  void aPluginThatIsWrongIsToldAndLeftOut() {
    project.file("plugins/acme/config.json", "{");
    assertEquals(0, project.run("schema", "--project", "@"));
    assertTrue(project.err.contains("RG-PLUG-370"), project.err);
    assertFalse(project.out.contains("acme_shop"), project.out);
  }
}
