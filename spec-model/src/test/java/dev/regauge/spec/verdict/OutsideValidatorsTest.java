package dev.regauge.spec.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Severity;
import dev.regauge.spec.rule.Checked;
import dev.regauge.spec.schema.SpecSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The exported schema in both drafts, judged by networknt and by ajv on the whole corpus: every
 * product file in {@code golden} and 400 changed copies of the full example. Both give the verdict
 * that {@code check} gives about structure.
 */
class OutsideValidatorsTest {

  /** What is wrong before there is a tree, or is no matter of the tree at all. */
  private static final Set<String> OF_THE_TEXT =
      Set.of(
          "RG-READ-001", // no such file
          "RG-READ-002", // bytes
          "RG-READ-003", // size
          "RG-READ-004", // syntax
          "RG-READ-005", // a key twice
          "RG-READ-006", // aliases and merge keys, which YAML tools resolve
          "RG-READ-007", // tags
          "RG-READ-008", // a second document
          "RG-READ-009", // depth
          "RG-READ-011", // a key that is no text
          "RG-READ-012", // hidden signs
          "RG-READ-022"); // 0o14, which tools read differently

  /** What needs more than the file. */
  private static final Set<String> OF_OTHER_FILES =
      Set.of(
          "RG-READ-024", // a file that is missing
          "RG-READ-025", // a path that leads out
          "RG-READ-026", // the asset of a check, elsewhere in the file
          "RG-READ-052", // what an included file may hold
          "RG-READ-053",
          "RG-READ-054",
          "RG-READ-055");

  @TempDir static Path folder;
  private static final List<Judged> CORPUS = new ArrayList<>();
  private static String schema = "";
  private static String draft7 = "";
  private static JsonNode ajv = new JsonMapper().createObjectNode();

  /** A file, as others read it, and what {@code check} says of it. */
  private record Judged(String id, JsonNode tree, List<Diagnostic> errors) {

    /** Whether it is refused for its structure. */
    boolean isRefused() {
      return errors.stream().anyMatch(error -> isOfStructure(error.code().id()));
    }

    String said() {
      return errors.stream()
          .map(error -> error.code().id() + " " + error.message())
          .toList()
          .toString();
    }
  }

  @BeforeAll
  static void judge() throws IOException, InterruptedException {
    schema = SpecSchema.text();
    draft7 = SpecSchema.draft7();
    readCorpus();
    JsonMapper mapper = new JsonMapper();
    ObjectNode asked = mapper.createObjectNode();
    asked.set("newer", mapper.readTree(schema));
    asked.set("older", mapper.readTree(draft7));
    ArrayNode documents = asked.putArray("documents");
    CORPUS.forEach(one -> documents.add(one.tree()));
    ajv = mapper.readTree(NodePackages.run("judge.mjs", asked.toString()));
  }

  @Test
  void theCorpusHasBothVerdicts() {
    long refused = CORPUS.stream().filter(Judged::isRefused).count();
    assertTrue(refused > 150, refused + " are refused");
    assertTrue(CORPUS.size() - refused > 400, CORPUS.size() - refused + " are taken");
  }

  @Test
  void ajvFindsBothDraftsSound() {
    assertEquals("", ajv.at("/newer/metaschema").asString());
    assertEquals("", ajv.at("/older/metaschema").asString());
  }

  @Test
  void ajvJudgesLikeCheck() {
    for (String draft : List.of("newer", "older")) {
      List<String> others = new ArrayList<>();
      for (int i = 0; i < CORPUS.size(); i++) {
        compare(CORPUS.get(i), ajv.at("/" + draft + "/refused/" + i).asBoolean(), others);
      }
      assertEquals("", String.join("\n", others), draft);
    }
  }

  @Test
  void networkntJudgesLikeCheck() {
    judgeBy(SpecificationVersion.DRAFT_2020_12, schema);
    judgeBy(SpecificationVersion.DRAFT_7, draft7);
  }

  private static void judgeBy(SpecificationVersion version, String text) {
    Schema validator = SchemaRegistry.withDefaultDialect(version).getSchema(text);
    List<String> others = new ArrayList<>();
    for (Judged one : CORPUS) {
      boolean isRefused = !validator.validate(one.tree().toString(), InputFormat.JSON).isEmpty();
      compare(one, isRefused, others);
    }
    assertEquals("", String.join("\n", others), version.toString());
  }

  private static void compare(Judged one, boolean isRefused, List<String> others) {
    if (one.isRefused() != isRefused) {
      others.add(one.id() + ": " + (isRefused ? "refused" : "taken") + ", check: " + one.said());
    }
  }

  private static boolean isOfStructure(String code) {
    return code.startsWith("RG-READ-")
        && !OF_THE_TEXT.contains(code)
        && !OF_OTHER_FILES.contains(code);
  }

  private static void readCorpus() throws IOException {
    CORPUS.clear();
    Path golden = Path.of("../golden");
    List<Path> files;
    try (Stream<Path> all = Files.walk(golden)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(
                  file ->
                      List.of("product.yaml", "bad.yaml", "good.yaml")
                          .contains(file.getFileName().toString()))
              .filter(file -> !file.toString().contains("/target/"))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      add(
          golden.relativize(file).toString(),
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8),
          Checked.file(file));
    }
    Object example = FullExample.tree();
    FullExample.copyTo(folder);
    for (List<Mutation> all : List.of(Mutation.deletions(example), Mutation.corruptions(example))) {
      for (Mutation mutation : FullExample.chosen(all)) {
        String yaml = FullExample.dumped(mutation.appliedTo(example));
        add("full_example: " + mutation, yaml, Checked.text(folder, yaml));
      }
    }
  }

  /** What is no YAML for others either is no document for them; check must have said so. */
  private static void add(String id, String yaml, Checked checked) {
    List<Diagnostic> errors =
        checked.findings().stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .toList();
    try {
      Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
      CORPUS.add(new Judged(id, new JsonMapper().valueToTree(tree), errors));
    } catch (YamlEngineException e) {
      Set<String> codes = new TreeSet<>();
      errors.forEach(error -> codes.add(error.code().id()));
      codes.retainAll(OF_THE_TEXT);
      assertTrue(!codes.isEmpty(), id + " is no YAML");
    }
  }
}
