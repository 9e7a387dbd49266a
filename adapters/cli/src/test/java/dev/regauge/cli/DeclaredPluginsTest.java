package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins without Java code, each by its effect on the plan or the bundle, and their mistakes. */
class DeclaredPluginsTest {
  @TempDir Path temp;
  private PluginProject project = new PluginProject(Path.of(""));

  @BeforeEach
  void start() {
    project = new PluginProject(temp).file("regauge.yaml", "plugins: {from: [plugins]}\n");
  }

  private static String manifest(String name, String type, String more) {
    return "name: "
        + name
        + "\nversion: 1.0.0\napiVersion: \"1.0\"\ntype: "
        + type
        + "\nlicense: Apache-2.0\n"
        + more;
  }

  private void provider(String name, String type, String spec) {
    project
        .file("plugins/" + name + "/plugin.yaml", manifest(name, type, "spec: [more.yaml]\n"))
        .file("plugins/" + name + "/more.yaml", spec);
  }

  private String plan() {
    int code = project.run("plan-ir", "@/product.yaml");
    assertEquals(0, code, project.err);
    return project.out;
  }

  @Test
  void providersAddWhatAnAuthorCouldHaveWritten() {
    provider("numbers", "asset", "assets: [{key: numbers, run: {sql: select 1 as n}}]\n");
    provider(
        "api", "resource", "resources: {shop: {type: http, config: {url: \"https://a.b\"}}}\n");
    provider("quack", "compute", "resources: {ducks: {type: duckdb}}\n");
    provider(
        "bell",
        "hook",
        "hooks: [{name: ring, events: [run.failed], action: {command: [echo, hi]}}]\n");
    provider(
        "cache",
        "service",
        """
        apiVersion: regauge.dev/v1
        kind: Service
        metadata: {name: valkey}
        plane: storage
        image: {repository: valkey, tag: "8"}
        """);
    project.file(
        "product.yaml",
        PluginProject.HEAD
            + """
            assets: [{key: more, resources: [shop, ducks], run: {python: "more:more"}}]
            """);
    String plan = plan();
    for (String made : new String[] {"numbers", "shop", "ducks", "ring"}) {
      assertTrue(plan.contains("\"" + made + "\""), made + " is not in the plan");
    }
    // A service is no part of a plan; what it lacks is a finding in its plugin's file.
    project.file("plugins/cache/more.yaml", "apiVersion: regauge.dev/v1\nkind: Service\nplan: x\n");
    assertEquals(1, project.run("plan-ir", "@/product.yaml"));
    assertTrue(project.err.contains("--> cache:more.yaml:3:1"), project.err);
  }

  @Test
  void stepsStandForNames() {
    project
        .file(
            "plugins/acme/plugin.yaml",
            manifest(
                "acme",
                "source",
                """
                python: [src]
                steps:
                  acme_orders: {entrypoint: "acme_orders.load:rows", required: [url], settings: [token]}
                """))
        .file("plugins/acme/src/acme_orders/load.py", "def rows():\n    return []\n")
        .file(
            "plugins/rules/plugin.yaml",
            manifest(
                "rules",
                "quality",
                "steps: {not_negative: {sql: \"{column} >= 0\", required: [column]}}\n"))
        .file(
            "plugins/vault/plugin.yaml",
            manifest(
                "vault",
                "secret",
                "steps: {vault: {secret: {source: kubernetes, name: \"vault-{name}\", key: \"{key}\"}}}\n"))
        .file(
            "plugins/days/plugin.yaml",
            manifest("days", "transform", "steps: {days: {sql: select 1 as day}}\n"))
        .file(
            "product.yaml",
            PluginProject.HEAD
                + """
                assets:
                  - key: orders
                    run: {connector: {type: acme_orders, config: {url: "https://a.b", token: {secretRef: {name: shop, key: t, source: vault}}}}}
                    checks: [{python: {entrypoint: "plugin:not_negative", params: {column: amount}}}]
                  - {key: days, run: {python: "plugin:days"}}
                """);
    String plan = plan();
    assertTrue(plan.contains("acme_orders.load:rows"), plan);
    assertTrue(plan.contains("\"ACME_ORDERS_URL\""), plan);
    assertTrue(plan.contains("vault-shop"), plan);
    assertTrue(plan.contains("amount >= 0"), plan);
    assertTrue(plan.contains("select 1 as day"), plan);
    assertFalse(plan.contains("plugin:"), plan);

    assertEquals(0, project.run("generate", "@", "--to", "dagster", "-o", "@/out"), project.err);
    assertTrue(Files.exists(temp.resolve("out/dagster/code/acme_orders/load.py")));
    assertEquals(
        "{\"version\":1,\"plugins\":[{\"name\":\"acme\",\"version\":\"1.0.0\",\"modules\":[\"acme_orders\"]}]}\n",
        project.text("out/dagster/code/regauge_plugins.json"));
    String lock = project.text("out/dagster/bundle.lock.json");
    assertTrue(lock.contains("\"acme\": {\n      \"version\": \"1.0.0\""), lock);
  }

  @Test
  void wrongSettingsAndNamesAreFoundAtTheirPlace() {
    project
        .file(
            "plugins/acme/plugin.yaml",
            manifest(
                "acme", "source", "steps: {acme_orders: {entrypoint: \"a:b\", required: [url]}}\n"))
        .file(
            "product.yaml",
            PluginProject.HEAD
                + """
                assets:
                  - {key: a, run: {connector: {type: acme_orders, config: {colour: x}}}}
                  - {key: b, run: {connector: {type: acme_ordres}}}
                """);
    assertEquals(1, project.run("check", "@"));
    assertTrue(project.err.contains("error[RG-PLUG-382]: 'acme_orders' needs the setting 'url'"));
    assertTrue(project.err.contains("'acme_orders' has no setting 'colour'"), project.err);
    assertTrue(project.err.contains("error[RG-PLUG-376]"), project.err);
    assertTrue(project.err.contains("did you mean 'acme_orders'?"), project.err);
    assertTrue(project.err.contains("product.yaml:7:"), project.err);
  }

  /** What a check is filled with becomes SQL. */
  @Test
  void aSettingOfAQueryIsANameOrANumber() {
    project
        .file(
            "plugins/rules/plugin.yaml",
            manifest(
                "rules",
                "quality",
                "steps: {small: {sql: \"{column} < 9\", required: [column]}}\n"))
        .file(
            "product.yaml",
            PluginProject.HEAD
                + """
                assets:
                  - key: a
                    run: {sql: select 1 as n}
                    checks: [{python: {entrypoint: "plugin:small", params: {column: "n) or (1=1"}}}]
                """);
    assertEquals(1, project.run("check", "@"));
    assertTrue(project.err.contains("is to be a name or a number"), project.err);
  }

  @Test
  void aPluginAddsOnlyWhatItsKindAdds() {
    provider("greedy", "resource", "assets: [{key: x, run: {sql: select 1 as n}}]\n");
    project.file("product.yaml", PluginProject.HEAD);
    assertEquals(7, project.run("check", "@"));
    assertTrue(project.err.contains("error[RG-PLUG-375]: plugin 'greedy' adds 'assets'"));
    // A key of the product's own cannot be shadowed either.
    provider("greedy", "resource", "resources: {shop: {type: http}}\n");
    project.file("product.yaml", PluginProject.HEAD + "resources: {shop: {type: duckdb}}\n");
    assertEquals(1, project.run("check", "@"));
    assertTrue(project.err.contains("is given in two files"), project.err);
  }

  @Test
  void aWheelIsReadWithoutPython() throws IOException {
    wheel("1.0.0");
    project.file(
        "product.yaml",
        PluginProject.HEAD + "assets: [{key: w, run: {connector: {type: weather}}}]\n");
    assertTrue(plan().contains("acme_weather.source:rows"));
    assertEquals(0, project.run("generate", "@", "--to", "argo", "-o", "@/out"), project.err);
    assertTrue(Files.exists(temp.resolve("out/argo/code/acme_weather/source.py")));
    assertFalse(Files.exists(temp.resolve("out/argo/code/acme_weather-1.0.0.dist-info")));
    wheel("1.0.1"); // the wheel lies about its version
    assertEquals(7, project.run("plugin", "check", "--project", "@"));
    assertTrue(project.err.contains("the wheel is of version 1.0.1"), project.err);
  }

  private void wheel(String version) throws IOException {
    wheel(version, "[regauge.sources]\nweather = acme_weather.source:rows\n");
  }

  private void wheel(String version, String entryPoints) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    files.put("acme_weather/__init__.py", PluginProject.bytes(""));
    files.put("acme_weather/source.py", PluginProject.bytes("def rows():\n    return []\n"));
    files.put(
        "acme_weather/regauge-plugin.yaml", PluginProject.bytes(manifest("weather", "source", "")));
    String info = "acme_weather-1.0.0.dist-info/";
    files.put(
        info + "METADATA",
        PluginProject.bytes("Metadata-Version: 2.1\nName: acme-weather\nVersion: " + version));
    files.put(
        info + "entry_points.txt",
        PluginProject.bytes("[console_scripts]\nx = y:z\n" + entryPoints));
    PluginProject.zip(temp.resolve("plugins/acme_weather-1.0.0-py3-none-any.whl"), files);
  }

  @Test
  void aConnectorKeepsTheSettingsWhereTheyAreWritten() {
    project
        .file(
            "plugins/acme/plugin.yaml",
            manifest(
                "acme",
                "source",
                "steps: {orders: {connector: \"acme.orders:Orders\", required: [address]}}\n"))
        .file("src/connectors/own.py", "def fetch_data(config):\n    return []\n")
        .file(
            "product.yaml",
            PluginProject.HEAD
                + """
                code: {paths: [src]}
                assets:
                  - {key: a, run: {connector: {type: orders, config: {address: "https://a.b"}}}}
                  - {key: b, run: {connector: {type: own, config: {}}}}
                """);
    String plan = plan();
    assertTrue(plan.contains("\"entrypoint\": \"acme.orders:Orders\""), plan);
    assertTrue(plan.contains("\"config\": {\"address\": \"https://a.b\"}"), plan);
    assertTrue(plan.contains("\"type\": \"own\""), "a source of the product needs no plugin");
    String product = project.text("product.yaml");
    project.file("product.yaml", product.replace("{address:", "{adress:"));
    assertEquals(1, project.run("check", "@"));
    assertTrue(project.err.contains("has no setting 'adress'"), project.err);
    assertFalse(project.err.contains("needs the setting"), project.err);
    project.file("product.yaml", product.replace("type: own", "type: gone"));
    assertEquals(1, project.run("check", "@"));
    assertTrue(project.err.contains("error[RG-PLUG-376]: no plugin has the source 'gone'"));
  }

  @Test
  void aPluginMayBeOfSeveralKinds() {
    project
        .file(
            "plugins/all/plugin.yaml",
            manifest(
                "all",
                "hook",
                """
                also: [asset, quality, semantic]
                spec: [more.yaml]
                models: [{name: top, sql: select 1 as n, inputs: [made]}]
                steps: {fine: {as: quality, sql: "n > 0"}}
                """))
        .file(
            "plugins/all/more.yaml",
            """
            hooks: [{name: ring, events: [quality.result], action: {command: [echo, hi]}}]
            assets: [{key: made, run: {sql: select 1 as n}}]
            """)
        .file(
            "product.yaml",
            PluginProject.HEAD
                + """
                assets: [{key: a, run: {sql: select 1 as n}, checks: [{python: {entrypoint: "plugin:fine"}}]}]
                """);
    String plan = plan();
    for (String made : new String[] {"ring", "made", "semantic/top", "n > 0"}) {
      assertTrue(plan.contains(made), made + " is not in " + plan);
    }
    project.file("plugins/all/plugin.yaml", manifest("all", "hook", "steps: {f: {as: quality}}\n"));
    assertEquals(7, project.run("plugin", "check", "--project", "@"));
    assertTrue(project.err.contains("its step 'f' is a quality, and the plugin is none"));
  }

  @Test
  void entryPointsAreOfTheKindsThatTheWheelIs() throws IOException {
    for (String[] each :
        new String[][] {
          {
            "[regauge.qualities]\nq = a.b:c\n",
            "it has entry points of regauge.qualities, and is no"
          },
          {"[regauge.hooks]\nh = a.b:c\n", "a hook is declared by files under 'spec'"},
        }) {
      wheel("1.0.0", each[0]);
      assertEquals(7, project.run("plugin", "check", "--project", "@"));
      assertTrue(project.err.contains(each[1]), project.err);
    }
  }

  @Test
  void listsSayWhatIsUsable() {
    provider("good", "asset", "assets: [{key: g, run: {sql: select 1 as n}}]\n");
    project
        .file("plugins/old/plugin.yaml", manifest("old", "source", "").replace("1.0\"", "2.0\""))
        .file("plugins/odd/plugin.yaml", manifest("odd", "sorce", ""))
        .file("plugins/bad/plugin.yaml", manifest("bad", "source", "sources: []\n"))
        .file("plugins/empty/plugin.yaml", manifest("empty", "hooks", ""))
        .file("plugins/no/plugin.yaml", manifest("no", "asset", ""))
        .file("plugins/broken.jar", "no archive")
        .file("regauge.yaml", "plugins: {from: [plugins, gone.jar], deny: [no]}\n");
    assertEquals(0, project.run("plugin", "list", "--project", "@", "--json"));
    assertTrue(project.out.contains("\"name\": \"iceberg\""), project.out);
    assertTrue(project.out.contains("\"status\": \"denied\""), project.out);
    assertEquals(7, project.run("plugin", "check", "--project", "@"));
    assertTrue(project.out.contains("good "), project.out);
    assertTrue(
        project.err.contains(
            "error[RG-PLUG-371]: plugin 'old' is written for version 2.0 of the plugin API; this"
                + " Regauge takes 1.0 to 1.0"),
        project.err);
    assertTrue(project.err.contains("error[RG-PLUG-370]: there is no type of plugin 'sorce'"));
    assertTrue(project.err.contains("did you mean 'source'?"), project.err);
    assertTrue(project.err.contains("its manifest is wrong: "), project.err);
    assertTrue(project.err.contains("error[RG-PLUG-372]: plugin 'empty' "), project.err);
    assertTrue(project.err.contains("error[RG-PLUG-381]: there is no plugin at 'gone.jar'"));
    assertTrue(project.err.contains("broken.jar"), project.err);
    assertEquals(0, project.run("plugin", "info", "good", "--project", "@"));
    assertTrue(project.out.contains("license: Apache-2.0"), project.out);
    assertEquals(2, project.run("plugin", "info", "god", "--project", "@"));
    assertTrue(project.err.contains("did you mean 'good'?"), project.err);
  }

  @Test
  void twoPluginsOfOneNameAreBothNamed() {
    for (String folder : new String[] {"one", "two"}) {
      project
          .file(folder + "/p/plugin.yaml", manifest("twin", "asset", "spec: [a.yaml]\n"))
          .file(folder + "/p/a.yaml", "assets: [{key: t, run: {sql: select 1 as n}}]\n");
    }
    project.file("regauge.yaml", "plugins: {from: [one, two]}\n");
    assertEquals(7, project.run("plugin", "check", "--project", "@"));
    assertTrue(
        project.err.contains("error[RG-PLUG-373]: two plugins are called 'twin': one/p and two/p"),
        project.err);
  }

  @Test
  void aPluginThatIsNotLockedIsNotAsked() {
    provider("good", "asset", "assets: [{key: g, run: {sql: select 1 as n}}]\n");
    project.file("product.yaml", PluginProject.HEAD);
    assertEquals(3, project.run("plugin", "lock", "--check", "--project", "@"));
    assertEquals(0, project.run("plugin", "lock", "--project", "@"), project.err);
    assertEquals(0, project.run("generate", "@", "--to", "dagster", "-o", "@/out"), project.err);
    String before = project.text("out/dagster/plan.json");
    provider("good", "asset", "assets: [{key: evil, run: {sql: select 1 as n}}]\n");
    assertEquals(6, project.run("generate", "@", "--to", "dagster", "-o", "@/out"));
    assertTrue(project.err.contains("error[RG-PLUG-374]: plugin 'good' is not the one"));
    assertEquals(before, project.text("out/dagster/plan.json"));
    provider("new", "asset", "assets: [{key: n, run: {sql: select 1 as n}}]\n");
    assertEquals(6, project.run("check", "@"));
    assertTrue(project.err.contains("plugin 'new' is not in the lock"), project.err);
  }

  @Test
  void aProjectsMistakesAreFoundInItsFile() {
    project
        .file("product.yaml", PluginProject.HEAD)
        .file("regauge.yaml", "plugins: {form: [plugins]}\n");
    assertEquals(1, project.run("check", "@"));
    assertTrue(project.err.contains("regauge.yaml:1:11"), project.err);
    project.file("regauge.yaml", "plugins: {from: []}\n").file("regauge.plugins.lock.json", "{}");
    assertEquals(1, project.run("check", "@"));
    assertTrue(project.err.contains("error[RG-PLUG-380]"), project.err);
  }
}
