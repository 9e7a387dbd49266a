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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Jars of plugins, in processes of their own: each kind by its effect, and every fault of a plugin
 * by what is left standing.
 */
class JavaPluginsTest {
  @TempDir static Path work;
  @TempDir Path temp;
  private static Map<String, byte[]> classes = Map.of();
  private PluginProject project = new PluginProject(Path.of(""));

  @BeforeAll
  static void compile() throws IOException {
    String source;
    try (var in = JavaPluginsTest.class.getResourceAsStream("/plugins/Everything.java")) {
      source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    classes = PluginProject.compiled(work, "Everything", source);
  }

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(temp.resolve("plugins"));
    project =
        new PluginProject(temp)
            .file("regauge.yaml", settings(""))
            .file(
                "product.yaml",
                PluginProject.HEAD + "assets: [{key: a, run: {sql: select 1 as n}}]\n");
  }

  private static String settings(String more) {
    return "plugins:\n  from: [plugins]\n  limits: {seconds: 120, outputMib: 1, memoryMib: 64}\n"
        + more;
  }

  private void jar(String name, String type, String service, String more) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>(classes);
    String provides = more.isEmpty() ? "" : "provides: [" + more + "]\n";
    files.put(
        "META-INF/regauge/plugin.yaml",
        PluginProject.bytes(
            "name: "
                + name
                + "\nversion: 1.0.0\napiVersion: \"1.0\"\ntype: "
                + type
                + "\n"
                + provides));
    String[] pair = service.split("=");
    files.put("META-INF/services/" + pair[0], PluginProject.bytes("Everything$" + pair[1] + "\n"));
    PluginProject.zip(temp.resolve("plugins/" + name + ".jar"), files);
  }

  private String generated() {
    int code = project.run("generate", "@", "--to", "dagster", "-o", "@/out");
    assertEquals(0, code, project.err);
    return project.out;
  }

  @Test
  void providersSpeak() throws IOException {
    jar("maker", "asset", "dev.regauge.plugins.api.AssetProvider=Assets", "");
    jar("models", "semantic", "dev.regauge.plugins.api.SemanticProvider=Models", "");
    project.file("regauge.yaml", settings("  config: {maker: {key: wanted}}\n"));
    assertEquals(0, project.run("plan-ir", "@"), project.err);
    assertTrue(project.out.contains("\"wanted\""), project.out);
    assertTrue(project.out.contains("semantic/daily"), project.out);
    assertTrue(project.out.contains("n: x"), project.out);
  }

  @Test
  void bundlesGetFiles() throws IOException {
    jar("files", "extension", "dev.regauge.plugins.api.AdapterExtension=Files", "");
    jar("chart", "charts", "dev.regauge.plugins.api.ChartProvider=Charts", "");
    generated();
    assertEquals("1 assets\n", project.text("out/dagster/extra/assets.txt"));
    assertEquals(
        "apiVersion: v2\nname: dagster\n", project.text("out/dagster/charts/chart/Chart.yaml"));
    assertTrue(
        project.text("out/dagster/bundle.lock.json").contains("\"files\": {\n      \"version\""));
  }

  /** Path escape, a device, a second file on one path, one that only differs in letter case. */
  @ParameterizedTest
  @CsvSource({"../escaped.txt", "/etc/escaped.txt", "con", "plan.json", "PLAN.json"})
  void aFileThatNoBundleCanHoldIsRefused(String path) throws IOException {
    generated();
    String before = project.text("out/dagster/plan.json");
    jar("files", "extension", "dev.regauge.plugins.api.AdapterExtension=Files", "");
    project.file("regauge.yaml", settings("  config: {files: {path: \"" + path + "\"}}\n"));
    assertEquals(7, project.run("generate", "@", "--to", "dagster", "-o", "@/out"), project.err);
    assertTrue(project.err.contains("error[RG-PLUG-375]: plugin 'files' made"), project.err);
    assertFalse(Files.exists(temp.resolve("out/escaped.txt")));
    assertEquals(before, project.text("out/dagster/plan.json"));
  }

  @Test
  void anAdapterSpeaksFromItsOwnProcess() throws IOException {
    jar("rails", "orchestrator", "dev.regauge.adapters.spi.OrchestratorAdapter=Adapter", "");
    assertEquals(0, project.run("generate", "@", "--to", "rails", "-o", "@/out"), project.err);
    assertEquals("echo hello\n", project.text("out/rails/rails.sh"));
    assertTrue(Files.isExecutable(temp.resolve("out/rails/rails.sh")));
  }

  @Test
  void checksAndCommandsAreAnswered() throws IOException {
    jar("seven", "quality", "dev.regauge.plugins.api.QualityPlugin=Check", "\"check:seven\"");
    jar("hi", "command", "dev.regauge.plugins.api.CommandPlugin=Command", "");
    project.file(
        "product.yaml",
        PluginProject.HEAD
            + "assets: [{key: a, run: {sql: select 1 as n}, checks: [{python: \"plugin:seven\"}]}]\n");
    assertEquals(0, project.run("plan-ir", "@"), project.err);
    assertTrue(project.out.contains("row_count"), project.out);
    assertEquals(0, project.run("x", "--project", "@", "hi", "you", "all"), project.err);
    assertEquals("hello you+all\n", project.out);
    assertEquals(0, project.run("x", "--project", "@"));
    assertEquals("hi\n", project.out);
    assertEquals(2, project.run("x", "--project", "@", "ho"));
  }

  /**
   * An ingestion plugin says what the pipeline is. That it is the step that runs it, on each
   * engine, where it writes, and what its result tells, is the same for all.
   */
  @Test
  void anIngestionPluginSaysThePipelineAndTheCatalogIsTheProducts() throws IOException {
    jar("shops", "source", "dev.regauge.plugins.api.SourcePlugin=Ingestion", "\"source:shop\"");
    String product =
        PluginProject.HEAD
            + """
            assets:
              - key: bronze/orders
                run: {connector: {type: shop, config: {shop: north, token: {secretRef: shops/token}}}}
                outputs: [{table: bronze.orders, write: append}]
            """;
    project.file("product.yaml", product);
    assertEquals(0, project.run("plan-ir", "@"), project.err);
    for (String part :
        new String[] {
          "\"kind\": \"dlt\"",
          "\"source\": \"dlt.sources.rest_api:rest_api_source\"",
          "https://north.example",
          "\"secretRef\"",
          "\"bronze.orders\"",
        }) {
      assertTrue(project.out.contains(part), part + " is not in " + project.out);
    }
    for (String adapter : new String[] {"dagster", "airflow", "argo"}) {
      assertEquals(0, project.run("generate", "@", "--to", adapter, "-o", "@/out"), project.err);
      assertTrue(project.text("out/" + adapter + "/plan.json").contains("https://north.example"));
    }
    project.file("product.yaml", product.replace("shop: north, ", ""));
    assertEquals(1, project.run("check", "@"));
    assertTrue(project.err.contains("error[RG-PLUG-375]: 'shop' needs to know the shop"));
  }

  /** A catalog sees secrets, so it is asked only where the project trusts it. */
  @Test
  void aTrustedCatalogAnswersForTables() throws IOException {
    jar(
        "own",
        "catalog",
        "dev.regauge.plugins.api.catalog.TableCatalog=Tables",
        "\"table_store:own\"");
    String chosen = "capabilities: {table_store: own}\n";
    project.file("regauge.yaml", settings(chosen));
    assertEquals(4, project.run("tables", "lock", "@"), project.err);
    assertTrue(project.err.contains("would see secrets"), project.err);
    project.file("regauge.yaml", settings("  trusted: [own]\n" + chosen));
    assertEquals(0, project.run("tables", "lock", "@"), project.err);
    assertEquals("own lock\n", project.text("regauge.tables.lock.json"));
  }

  @ParameterizedTest
  @CsvSource({
    "throws, failed: java.lang.IllegalStateException: no such siding",
    "exits, has ended with exit code 0",
    "floods, said more than 1048576 bytes",
    "answers_much, said more than 1048576 bytes",
    "eats, has ended with exit code 3",
    "overflows, failed: java.lang.StackOverflowError"
  })
  void whateverAPluginDoesTheLastBundleStays(String hazard, String said) throws IOException {
    generated();
    String before = project.text("out/dagster/plan.json");
    hazards(hazard);
    assertEquals(7, project.run("generate", "@", "--to", "dagster", "-o", "@/out"), project.err);
    assertTrue(project.err.contains("error[RG-PLUG-372]: plugin 'hazards' " + said), project.err);
    assertEquals(before, project.text("out/dagster/plan.json"));
  }

  @Test
  void aPluginThatHangsIsEnded() throws IOException {
    hazards("hangs");
    project.file("regauge.yaml", settings("").replace("seconds: 120", "seconds: 3"));
    assertEquals(7, project.run("check", "@"), project.err);
    assertTrue(project.err.contains("gave no answer within PT3S"), project.err);
    assertTrue(
        ProcessHandle.current().descendants().noneMatch(child -> says(child, "PluginChild")),
        "its process is still there");
  }

  private static boolean says(ProcessHandle process, String word) {
    return process.isAlive() && process.info().commandLine().orElse("").contains(word);
  }

  /** What it prints is no answer, and it sees none of our variables. */
  @Test
  void aPluginThatPrintsOrPeeksDoesNoHarm() throws IOException {
    hazards("prints");
    assertEquals(0, project.run("plan-ir", "@"), project.err);
    assertTrue(project.out.contains("4711"), project.out);
    hazards("peeks");
    assertEquals(0, project.run("plan-ir", "@"), project.err);
    assertTrue(project.out.contains("sees [LANG]"), project.out);
  }

  /** It says it is written for this API and is not: a class that lacks the method, an odd jar. */
  @Test
  void aPluginThatLiesAboutItsVersionIsNamed() throws IOException {
    jar("liar", "source", "dev.regauge.plugins.api.SourcePlugin=Check", "\"source:lies\"");
    assertEquals(7, project.run("plugin", "check", "--project", "@"));
    assertTrue(project.err.contains("error[RG-PLUG-372]: plugin 'liar' failed: "), project.err);
    Files.delete(temp.resolve("plugins/liar.jar"));
    TreeMap<String, byte[]> files = new TreeMap<>(classes);
    files.put(
        "META-INF/MANIFEST.MF",
        PluginProject.bytes("Manifest-Version: 1.0\nImplementation-Version: 2.0.0\n"));
    files.put(
        "META-INF/regauge/plugin.yaml",
        PluginProject.bytes("name: liar\nversion: 1.0.0\napiVersion: \"1.0\"\ntype: source\n"));
    PluginProject.zip(temp.resolve("plugins/liar.jar"), files);
    assertEquals(7, project.run("plugin", "check", "--project", "@"));
    assertTrue(project.err.contains("the jar is of version 2.0.0"), project.err);
  }

  /** In the generator's own process what a plugin throws is caught all the same. */
  @Test
  void aTrustedPluginThatThrowsIsNamedToo() throws IOException {
    hazards("throws");
    project.file("regauge.yaml", settings("  trusted: [hazards]\n"));
    assertEquals(7, project.run("check", "@"), project.err);
    assertTrue(project.err.contains("failed: java.lang.IllegalStateException: no such siding"));
  }

  /** By coordinates, out of a local repository, without a network. */
  @Test
  void aJarIsFoundByMavenCoordinates() throws IOException {
    jar("maker", "asset", "dev.regauge.plugins.api.AssetProvider=Assets", "");
    Path place = temp.resolve("repo/dev/acme/maker/1.0.0");
    Files.createDirectories(place);
    Files.move(temp.resolve("plugins/maker.jar"), place.resolve("maker-1.0.0.jar"));
    project.file(
        "regauge.yaml",
        settings("  repository: repo\n").replace("[plugins]", "[\"dev.acme:maker:1.0.0\"]"));
    assertEquals(0, project.run("plan-ir", "@"), project.err);
    assertTrue(project.out.contains("\"made\""), project.out);
    project.file(
        "regauge.yaml",
        settings("  repository: repo\n").replace("[plugins]", "[\"dev.acme:maker:1.0.1\"]"));
    assertEquals(7, project.run("plan-ir", "@"));
    assertTrue(project.err.contains("mvn dependency:get -Dartifact=dev.acme:maker:1.0.1"));
  }

  private void hazards(String name) throws IOException {
    jar(
        "hazards",
        "source",
        "dev.regauge.plugins.api.SourcePlugin=Hazards",
        "\"source:" + name + "\"");
    project.file(
        "product.yaml",
        PluginProject.HEAD + "assets: [{key: a, run: {connector: {type: " + name + "}}}]\n");
  }
}
