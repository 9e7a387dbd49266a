package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema that a plugin declares of its config: what of it an author does not keep is found. */
class PluginConfigTest {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["base_url"], "additionalProperties": false,
       "properties": {
         "base_url": {"type": "string", "format": "uri", "pattern": "^https://"},
         "mode": {"enum": ["full", "changes"]},
         "auth": {"oneOf": [{"type": "string"}, {"type": "object", "required": ["user", "password"]}]},
         "pages": {"type": "object", "additionalProperties": false,
                   "properties": {"size": {"type": "integer", "minimum": 1}, "names": {"type": "array", "items": {"type": "string"}}}}}}
      """;

  @TempDir Path temp;
  private PluginProject project = new PluginProject(Path.of(""));

  @BeforeEach
  void start() {
    project =
        new PluginProject(temp)
            .file("regauge.yaml", "plugins: {from: [plugins]}\n")
            .file("plugins/acme/config.json", SCHEMA);
    plugin("steps: {acme: {connector: \"acme.a:A\", configSchema: config.json}}\n");
  }

  private void plugin(String more) {
    project.file(
        "plugins/acme/plugin.yaml",
        "name: acme\nversion: 1.0.0\napiVersion: \"1.0\"\ntype: source\n" + more);
  }

  private int check(String config) {
    project.file(
        "product.yaml",
        PluginProject.HEAD
            + "assets:\n  - key: a\n    run:\n      connector:\n        type: acme\n        config: "
            + config
            + "\n");
    return project.run("check", "@");
  }

  private void finds(String config, String... lines) {
    assertEquals(1, check(config), project.err);
    for (String line : lines) {
      assertTrue(project.err.contains(line), line + " is not in " + project.err);
    }
  }

  @Test
  void whatTheSchemaTakesIsTaken() {
    String config = "{base_url: \"https://a.example\", mode: full, pages: {size: 3, names: [a]}}";
    assertEquals(0, check(config), project.err);
  }

  @Test
  void aMissingSettingIsToldWhereItIsToBeWritten() {
    finds("{mode: full}", "error[RG-PLUG-382]: 'acme' needs the setting 'base_url'", ":9:15");
  }

  @Test
  void aWrongTypeIsToldAtTheValue() {
    finds(
        "\n          base_url: https://a.example\n          pages: {size: \"3\", names: [a, 2]}",
        "the setting 'pages.size' of 'acme' is to be a whole number, and is a text",
        "product.yaml:12:25",
        "the setting 'pages.names.1' of 'acme' is to be a text, and is a number",
        "product.yaml:12:41");
  }

  @Test
  void anUnknownSettingIsToldAtItsKeyWithWhatWasMeant() {
    finds(
        "\n          base_ulr: https://a.example\n          pages: {sise: 3}",
        "'acme' has no setting 'base_ulr'",
        "did you mean 'base_url'?",
        "product.yaml:11:11",
        "'acme' has no setting 'pages.sise'",
        "did you mean 'size'?",
        "product.yaml:12:19");
    assertFalse(project.err.contains("needs the setting"), project.err);
  }

  @Test
  void aMissingSettingIsToldBesideANameLikeItThatTheSchemaTakes() {
    project.file(
        "plugins/acme/config.json",
        "{\"required\": [\"url\"], \"properties\": {\"url\": {\"type\": \"string\"}}}");
    finds("{urls: x}", "error[RG-PLUG-382]: 'acme' needs the setting 'url'");
  }

  @Test
  void whatIsWrittenBesideASourcesSettingsIsNotLost() {
    plugin("steps: {acme: {entrypoint: \"acme.a:rows\"}}\n");
    finds("[1]", "error[RG-READ-014]: 'config' of the connector", "takes a map");
    finds("x", "error[RG-READ-014]: 'config' of the connector", "takes a map");
    finds("{}\n        conf: {a: 1}", "error[RG-READ-013]: 'conf' is no field");
    finds("{}\n      sql: select 1", "error[RG-READ-019]: asset 'a' has connector and sql at once");
  }

  @Test
  void whatIsWrittenBesideATransformIsNotLost() {
    project
        .file(
            "plugins/days/plugin.yaml",
            "name: days\nversion: 1.0.0\napiVersion: \"1.0\"\ntype: transform\n"
                + "steps: {days: {sql: select 1 as day}}\n")
        .file(
            "product.yaml",
            PluginProject.HEAD
                + "assets: [{key: a, run: {python: {entrypoint: \"plugin:days\", packages: [x]}}}]\n");
    assertEquals(1, project.run("check", "@"), project.err);
    assertTrue(project.err.contains("error[RG-READ-013]: 'packages'"), project.err);
  }

  @Test
  void aChoiceAFormAndALimitAreTold() {
    finds(
        "{base_url: \"http://a.example\", mode: ful, pages: {size: 0}}",
        "the setting 'mode' of 'acme' is to be one of: full, changes",
        "did you mean 'full'?",
        "the values of 'base_url' of 'acme' are not as the plugin's schema asks: does not match the"
            + " regex pattern ^https://",
        "the values of 'pages.size' of 'acme' are not as the plugin's schema asks");
  }

  /** Nothing of a schema is a format of Java's. */
  @Test
  void percentSignsOfASchemaAreTexts() {
    project.file(
        "plugins/acme/config.json",
        "{\"properties\": {\"share%s\": {\"enum\": [\"50%d\", \"100%\"]}, \"text\": {\"pattern\": \"^%s%$\"}}}");
    finds(
        "{share%s: 7, text: a}",
        "the setting 'share%s' of 'acme' is to be one of: 50%d, 100%",
        "does not match the regex pattern ^%s%$");
  }

  /** A plugin of a folder that is named on the command line alone has no place for its settings. */
  @Test
  void aSettingThatIsMissingWithoutAProjectIsTold() throws IOException {
    plugin(
        "configSchema: {type: object, required: [region]}\nsteps: {acme: {connector: \"acme.a:A\"}}\n");
    Files.delete(temp.resolve("regauge.yaml"));
    project.run("plugin", "list", "--plugins", temp.resolve("plugins").toString());
    assertTrue(project.err.contains("plugin 'acme' needs the setting 'region'"), project.err);
  }

  @Test
  void whatSeveralFormsRefuseIsToldOnce() {
    finds("{base_url: \"https://a.example\", auth: {user: me}}", "'auth' of 'acme'", "1 error");
  }

  /** Nobody knows its value here, nor what that would mean for others. */
  @Test
  void aReferenceIsWhateverTheSchemaAsksFor() {
    String[] configs = {
      "{base_url: {env: SHOP}, mode: {env: MODE}, pages: {size: {env: SIZE}}}",
      "{base_url: {env: SHOP}, auth: {user: me, password: {secretRef: shop/token}}}",
      "{base_url: {env: SHOP}, auth: {secretRef: shop/token}}",
      "{base_url: {env: SHOP}, auth: {user: {env: USER}}}",
    };
    for (String config : configs) {
      project.file("environments.yaml", "");
      check(config);
      assertFalse(project.err.contains("RG-PLUG"), config + ": " + project.err);
    }
  }

  @Test
  void aPluginsOwnSettingsAreJudgedInTheProject() {
    plugin(
        """
        configSchema: {type: object, required: [region], properties: {region: {enum: [eu, us]}}, additionalProperties: false}
        steps: {acme: {connector: "acme.a:A", configSchema: config.json}}
        """);
    String good = "{base_url: \"https://a.example\"}";
    finds(good, "error[RG-PLUG-382]: plugin 'acme' needs the setting 'region'");
    project.file(
        "regauge.yaml",
        "plugins:\n  from: [plugins]\n  config:\n    acme: {region: eux, zone: b}\n    acne: {}\n");
    finds(
        good,
        "the setting 'region' of plugin 'acme' is to be one of: eu, us",
        "regauge.yaml:4:20",
        "plugin 'acme' has no setting 'zone'",
        "regauge.yaml:4:25",
        "warning[RG-PLUG-383]: there are settings for the plugin 'acne', which is not there",
        "did you mean 'acme'?");
    project.file("regauge.yaml", "plugins: {from: [plugins], config: {acme: {region: eu}}}\n");
    assertEquals(0, check(good), project.err);
    assertEquals(0, project.run("plugin", "info", "acme", "--project", "@"));
    assertTrue(project.out.contains("settings: needs [region], takes []"), project.out);
    assertTrue(project.out.contains("step acme: needs [base_url], takes [mode, auth"), project.out);
  }

  /** An author is not blamed for a schema that is none, and Regauge does not go down with it. */
  @Test
  void aSchemaThatIsNoneIsThePluginsFailure() {
    Map<String, String> schemas = new TreeMap<>();
    schemas.put("{\"type\": \"objekt\"}", "is no JSON Schema: /type");
    schemas.put("{", "is no JSON");
    schemas.put("{\"$ref\": \"https://127.0.0.1:9/other.json\"}", "is no JSON Schema");
    schemas.put("{\"$ref\": \"file:///etc/passwd\"}", "is no JSON Schema");
    schemas.put("{\"$ref\": \"#/$defs/none\"}", "cannot be resolved");
    schemas.put("{\"$schema\": \"https://a.example/mine\"}", "is of no known draft");
    schemas.put("{\"properties\": {\"base_url\": {\"pattern\": \"(\"}}}", "Unclosed group");
    schemas.forEach(
        (schema, why) -> {
          project.file("plugins/acme/config.json", schema);
          assertEquals(7, check("{base_url: x}"), schema + project.err);
          assertTrue(project.err.contains("error[RG-PLUG-370]"), schema + project.err);
          assertTrue(project.err.contains(why), schema + project.err);
        });
    plugin("steps: {acme: {connector: \"acme.a:A\", configSchema: gone.json}}\n");
    assertEquals(7, check("{base_url: x}"));
    assertTrue(project.err.contains("'gone.json' is a file that is not there"), project.err);
    plugin("steps: {acme: {connector: \"acme.a:A\", configSchema: {}, required: [a]}}\n");
    assertEquals(7, check("{base_url: x}"));
    assertTrue(project.err.contains("both a configSchema and lists"), project.err);
  }

  @Test
  void aSchemaThatNeverEndsIsThePluginsFailure() {
    project.file(
        "regauge.yaml", "plugins: {from: [plugins], limits: {seconds: 1, memoryMib: 64}}\n");
    project.file("plugins/acme/config.json", "{\"$ref\": \"#\"}");
    assertEquals(7, check("{base_url: x}"), project.err);
    assertTrue(project.err.contains("StackOverflowError"), project.err);
    project.file(
        "plugins/acme/config.json",
        "{\"properties\": {\"base_url\": {\"pattern\": \"^(a|aa)+\\\\1b$\"}}}");
    assertEquals(7, check("{base_url: " + "a".repeat(60) + "}"), project.err);
    assertTrue(project.err.contains("it takes more than PT1S"), project.err);
  }

  @Test
  void olderDraftsAreRead() {
    project.file(
        "plugins/acme/config.json",
        "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"definitions\": {\"t\":"
            + " {\"type\": \"string\"}}, \"properties\": {\"base_url\": {\"$ref\":"
            + " \"#/definitions/t\"}}}");
    finds("{base_url: 1}", "the setting 'base_url' of 'acme' is to be a text");
  }

  @Test
  void aWheelHasItsSchemaInItsPackage() throws IOException {
    project.file("plugins/acme/plugin.yaml", "").file("regauge.yaml", "plugins: {from: [w]}\n");
    Map<String, byte[]> files = new TreeMap<>();
    files.put("acme/__init__.py", new byte[0]);
    files.put("acme/a.py", "class A:\n    pass\n".getBytes(StandardCharsets.UTF_8));
    files.put("acme/config.json", SCHEMA.getBytes(StandardCharsets.UTF_8));
    files.put(
        "acme/regauge-plugin.yaml",
        ("name: acme\nversion: 1.0.0\napiVersion: \"1.0\"\ntype: source\nsteps: {acme: {connector:"
                + " \"acme.a:A\", configSchema: acme/config.json}}\n")
            .getBytes(StandardCharsets.UTF_8));
    files.put(
        "acme-1.0.0.dist-info/METADATA",
        "Name: acme\nVersion: 1.0.0\n".getBytes(StandardCharsets.UTF_8));
    files.put(
        "acme-1.0.0.dist-info/entry_points.txt",
        "[regauge.sources]\nacme = acme.a:A\n".getBytes(StandardCharsets.UTF_8));
    PluginProject.zip(temp.resolve("w/acme-1.0.0-py3-none-any.whl"), files);
    finds("{base_url: 3}", "the setting 'base_url' of 'acme' is to be a text");
  }
}
