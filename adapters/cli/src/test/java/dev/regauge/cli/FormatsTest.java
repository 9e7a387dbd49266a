package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The formats in which build servers and code hosts take findings. */
class FormatsTest {

  /** Two errors and a warning, with text that means something to terminals and to GitHub. */
  private static final String WRONG =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: hello}
      pools: {unused: 1}
      assets:
        - {key: a, deps: ["b\\n::error::owned%0A\\e[2J"], run: {sql: "select 1 as n"}}
        - {key: c, rum: {sql: "select 1 as n"}}
      """;

  private static final String FINE = WRONG.replaceAll("(?m)^  - \\{key: .*\n", "");

  @TempDir Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void sarifIsWhatItsSchemaAsksFor() throws IOException {
    assertEquals(1, run(WRONG, "check", "--format", "sarif"));
    String log = text(out);
    assertEquals(List.of(), schema().validate(log, InputFormat.JSON).stream().toList());
    JsonNode driver = new JsonMapper().readTree(log).at("/runs/0/tool/driver");
    for (JsonNode rule : driver.get("rules")) {
      String id = rule.get("id").asString();
      assertFalse(rule.has("helpUri"), "no host is promised to keep the pages");
      assertFalse(rule.at("/shortDescription/text").asString().isBlank(), id);
      assertTrue(rule.at("/help/markdown").asString().startsWith("# " + id + ": "), id);
    }
    assertFalse(new JsonMapper().readTree(log).at("/runs/0/results").isEmpty());
    assertEquals("", text(err));
  }

  @Test
  void theSchemaOfSarifRefusesWhatIsNone() throws IOException {
    List<Error> errors =
        List.copyOf(
            schema().validate("{\"version\": \"2.1.0\", \"runs\": [{}]}", InputFormat.JSON));
    assertFalse(errors.isEmpty());
  }

  @Test
  void githubReadsOnlyOurOwnCommands() throws IOException {
    assertEquals(1, run(WRONG, "check", "--format", "github"));
    String text = text(out);
    List<String> lines = text.lines().toList();
    assertFalse(lines.isEmpty());
    for (String line : lines) {
      assertTrue(
          line.matches(
              "::(error|warning) (file=[^,:]+,line=\\d+,col=\\d+,endColumn=\\d+,)?"
                  + "title=RG-[A-Z]+-\\d{3}::.*"),
          line);
    }
    assertTrue(text.contains("owned%250A"), text);
    assertFalse(text.contains("\u001b"), text);
    assertEquals("", text(err));
  }

  @Test
  void junitHasACaseForEachFindingAndForAFileWithoutAny() throws Exception {
    assertEquals(1, run(WRONG, "check", "--format", "junit"));
    Element all = xml().getDocumentElement();
    assertEquals("testsuites", all.getTagName());
    int failures = all.getElementsByTagName("failure").getLength();
    assertTrue(failures > 0);
    assertEquals(Integer.toString(failures), all.getAttribute("failures"));
    assertEquals(
        Integer.toString(all.getElementsByTagName("testcase").getLength()),
        all.getAttribute("tests"));
    assertEquals(0, run(FINE.replace("pools: {unused: 1}\n", ""), "check", "--format", "junit"));
    Element fine = xml().getDocumentElement();
    assertEquals("0", fine.getAttribute("failures"));
    assertTrue(fine.getElementsByTagName("testcase").getLength() > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan-ir", "lineage", "ledger", "run", "fmt"})
  void everyCommandReportsInTheFormatThatIsAsked(String command) throws IOException {
    assertEquals(1, run(WRONG, command, "--format", "sarif"));
    assertEquals(0, schema().validate(text(out), InputFormat.JSON).size());
  }

  /** Every command that takes the format prints one empty document when there is nothing to say. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "check",
        "plan-ir",
        "lineage",
        "ledger --to argo",
        "schedule preview a",
        "tables plan --offline",
        "tables lock",
        "explain metadata.name",
        "fmt",
        "migrate"
      })
  void whenAllIsWellTheDocumentIsEmpty(String command) throws Exception {
    String sound =
        FINE.replace("pools: {unused: 1}\n", "")
            + "  - {key: a, run: {sql: \"select 1 as n\"}, cron: \"0 6 * * *\"}\n"
            + "catalogs: {lake: {type: jdbc, uri: {env: URI}, warehouse: {env: WAREHOUSE}}}\n";
    Path file = Files.writeString(temp.resolve("product.yaml"), sound);
    for (String format : List.of("sarif", "github", "junit")) {
      out.reset();
      err.reset();
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.addAll(List.of(file.toString(), "--format", format));
      assertEquals(0, Main.run(terminal(), words.toArray(String[]::new)), err::toString);
      switch (format) {
        case "sarif" -> {
          assertEquals(0, schema().validate(text(out), InputFormat.JSON).size());
          assertTrue(new JsonMapper().readTree(text(out)).at("/runs/0/results").isEmpty());
        }
        case "github" -> assertEquals("", text(out));
        default -> assertEquals("0", xml().getDocumentElement().getAttribute("failures"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"adapters", "explain RG-READ-021", "where a.py:1"})
  void aCommandWithoutFindingsRefusesTheirFormats(String command) {
    for (String format : List.of("sarif", "github", "junit")) {
      out.reset();
      err.reset();
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.addAll(List.of("--format", format));
      assertEquals(2, Main.run(terminal(), words.toArray(String[]::new)));
      assertEquals("", text(out));
      assertEquals(2, text(err).lines().count(), text(err));
    }
  }

  @Test
  void thePageOfACodeIsDataToo() {
    assertEquals(0, Main.run(terminal(), "explain", "rg-link-001", "--format", "json"));
    var tree = new JsonMapper().readTree(text(out));
    assertEquals("RG-LINK-001", tree.get("code").asString());
    assertTrue(tree.get("page").asString().startsWith("# RG-LINK-001"), tree::toString);
  }

  @Test
  void generateTellsOfBundlesBesideTheFindings() throws IOException {
    String sound = FINE + "  - {key: a, run: {sql: \"select 1 as n\"}}\n";
    String lake = "catalogs: {lake: {type: jdbc, uri: {env: URI}, warehouse: {env: WAREHOUSE}}}\n";
    String folder = temp.resolve("out").toString();
    assertEquals(
        0,
        run(lake + sound, "generate", "--to", "argo", "--format", "sarif", "-o", folder),
        err::toString);
    assertEquals(0, schema().validate(text(out), InputFormat.JSON).size());
    assertTrue(text(err).contains("argo: "), err::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "github", "junit", "sarif", "json"})
  void nothingSteersTheTerminal(String format) throws IOException {
    run(WRONG, "check", "--format", format);
    assertFalse((text(out) + text(err)).contains("\u001b"), format);
    run(WRONG, "check", "--frob\u001b[2J\u0007");
    assertTrue(text(err).contains("\\x1b[2J\\x07"), err::toString);
  }

  /** A file beneath the working folder is told from there, one elsewhere by its whole path. */
  @Test
  void placesAreSeenFromWhereWeWork() throws IOException {
    Path root = temp.resolve("repo/products/shop");
    Files.createDirectories(root);
    Files.writeString(root.resolve("product.yaml"), "no: product\n");
    ShownFiles beneath = new ShownFiles(temp.resolve("repo"), root, (_, _) -> Optional.empty());
    assertEquals("products/shop/product.yaml", beneath.shown("product.yaml"));
    ShownFiles elsewhere = new ShownFiles(temp.resolve("other"), root, (_, _) -> Optional.empty());
    Path whole = root.resolve("product.yaml").toAbsolutePath().normalize();
    assertEquals(whole.toString().replace('\\', '/'), elsewhere.shown("product.yaml"));
    assertEquals("plugin 'x'", beneath.shown("plugin 'x'"));
  }

  /** GitHub knows a file by its path in the repository, whatever folder a step works in. */
  @Test
  void githubIsToldPlacesFromItsRepository() throws Exception {
    Path repository = Files.createDirectories(temp.resolve("repo")).toRealPath();
    Path folder = Files.createDirectories(repository.resolve("products/shop"));
    Files.writeString(folder.resolve("product.yaml"), WRONG);
    Path link = Files.createSymbolicLink(temp.resolve("work"), repository);
    String inRepository = "file=products/shop/product.yaml,line=7";
    assertTrue(inWorkflow(link, folder, "check").contains(inRepository), "by a link");
    assertTrue(inWorkflow(repository, folder, "fmt product.yaml").contains(inRepository));
    assertTrue(inWorkflow(null, folder, "check").contains("file=product.yaml,line=7"), "no runner");
    for (String elsewhere : List.of(temp.resolve("other").toString(), "", "no\0path")) {
      ShownFiles shown =
          ShownFiles.inRepository(elsewhere, folder, folder, (_, _) -> Optional.empty());
      assertEquals("product.yaml", shown.shown("product.yaml"), elsewhere);
    }
  }

  private static String inWorkflow(@Nullable Path repository, Path here, String command)
      throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    words.add("dev.regauge.cli.Main");
    words.addAll(List.of(command.split(" ")));
    words.addAll(List.of("--format", "github"));
    ProcessBuilder process = new ProcessBuilder(words).directory(here.toFile());
    process.environment().remove("GITHUB_WORKSPACE");
    if (repository != null) {
      process.environment().put("GITHUB_WORKSPACE", repository.toString());
    }
    Process started = process.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, started.waitFor(), text);
    return text;
  }

  /** Files that are written anew are told of beside their findings, which come in each format. */
  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "sarif", "github", "junit"})
  void filesThatAreWrittenAnewHaveFindingsInEveryFormat(String format) throws Exception {
    Path wrong = Files.writeString(temp.resolve("wrong.yaml"), WRONG);
    Path gone = temp.resolve("gone.yaml");
    Path fine =
        Files.writeString(temp.resolve("fine.yaml"), FINE + "  - {key: a, run: {sql: a.sql}}\n");
    for (String command : List.of("fmt", "migrate")) {
      out.reset();
      err.reset();
      String old = Files.readString(fine);
      int code =
          Main.run(
              terminal(),
              command,
              wrong.toString(),
              gone.toString(),
              fine.toString(),
              "--format",
              format);
      assertEquals(ExitCode.ENVIRONMENT, code, err::toString);
      String findings = format.equals("text") ? text(err) : text(out);
      assertTrue(findings.contains("RG-READ-001"), findings);
      assertEquals(command.equals("fmt"), findings.contains("RG-READ-013"), findings);
      boolean isNew = !old.equals(Files.readString(fine));
      assertEquals(isNew, (text(err) + text(out)).contains("wrote " + fine), err::toString);
      assertEquals(isNew && format.equals("text"), text(out).contains("wrote"), out::toString);
      switch (format) {
        case "sarif" -> assertEquals(0, schema().validate(text(out), InputFormat.JSON).size());
        case "junit" -> assertTrue(xml().getElementsByTagName("failure").getLength() > 0);
        case "json" -> assertTrue(new JsonMapper().readTree(text(out)).get("errors").asInt() > 0);
        default -> assertFalse(findings.isEmpty());
      }
    }
  }

  /** Each format names the file in one way, which whoever starts us can open. */
  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "github", "junit", "sarif"})
  void everyFormatNamesTheFileAlike(String format) throws IOException {
    run(WRONG, "check", "--format", format);
    String file = temp.resolve("product.yaml").toAbsolutePath().normalize().toString();
    assertTrue((text(out) + text(err)).contains(file), () -> text(out) + text(err));
  }

  @Test
  void sarifNamesAFileBeneathFromTheRepositorysRoot() throws IOException {
    Path folder = Files.createTempDirectory(Path.of("target"), "places");
    Path product = Files.writeString(folder.resolve("product.yaml"), WRONG);
    out.reset();
    int code =
        Main.run(
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            "check",
            product.toString(),
            "--format",
            "sarif");
    assertEquals(1, code);
    assertEquals(List.of(), schema().validate(text(out), InputFormat.JSON).stream().toList());
    JsonNode run = new JsonMapper().readTree(text(out)).at("/runs/0");
    String here = Path.of("").toAbsolutePath().toUri().toString();
    assertEquals(here, run.at("/originalUriBaseIds/%SRCROOT%/uri").asString());
    JsonNode place = run.at("/results/0/locations/0/physicalLocation/artifactLocation");
    assertEquals("%SRCROOT%", place.get("uriBaseId").asString());
    assertEquals(product.toString().replace('\\', '/'), place.get("uri").asString());
  }

  @Test
  void aFileThatIsNotThereIsTheEnvironmentsFault() {
    String missing = temp.resolve("nowhere.yaml").toString();
    int code =
        Main.run(
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            "check",
            missing);
    assertEquals(ExitCode.ENVIRONMENT, code);
    assertTrue(text(err).contains("'" + missing + "' cannot be read"), err::toString);
  }

  /** The label under a caret says the message in other words, so that a line without one is it. */
  @Test
  void githubSaysAReasonOnce() throws IOException {
    String unlinked = FINE + "  - {key: a, deps: [b], run: {sql: \"select 1 as n\"}}\n";
    run(unlinked, "check", "--format", "github");
    assertFalse(text(out).contains("no asset has this key"), out::toString);
    assertTrue(text(out).contains("which is not declared%0A"), out::toString);
  }

  private Schema schema() throws IOException {
    try (InputStream in =
        FormatsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private Document xml() throws Exception {
    return DocumentBuilderFactory.newDefaultNSInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(out.toByteArray()));
  }

  private int run(String product, String command, String... options) throws IOException {
    out.reset();
    err.reset();
    Path file = Files.writeString(temp.resolve("product.yaml"), product);
    String[] words = new String[options.length + 2];
    words[0] = command;
    words[1] = file.toString();
    System.arraycopy(options, 0, words, 2, options.length);
    return Main.run(terminal(), words);
  }

  private Terminal terminal() {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
