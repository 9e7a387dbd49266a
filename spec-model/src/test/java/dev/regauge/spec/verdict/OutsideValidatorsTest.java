package dev.regauge.spec.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.regauge.spec.rule.Checked;
import dev.regauge.spec.schema.PartSchema;
import dev.regauge.spec.schema.SpecSchema;
import dev.regauge.spec.schema.SpecShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The exported schemas in both drafts, judged by networknt and by ajv on the whole corpus: every
 * product file in {@code golden}, 400 changed copies of the full example, one for each field of the
 * spec with nothing in it, and the parts. Both give the verdict that {@code check} gives about
 * structure.
 */
class OutsideValidatorsTest {

  /** What needs more than the file. */
  private static final Set<String> OF_OTHER_FILES =
      Set.of(
          "RG-READ-024", // a file that is missing
          "RG-READ-025", // a path that leads out
          "RG-READ-026", // the asset of a check, elsewhere in the file
          "RG-READ-052", // what an included file may hold
          "RG-READ-053",
          "RG-READ-054",
          "RG-READ-055",
          "RG-READ-067", // the services of other files
          "RG-READ-062"); // what a contract says that is kept beside the product

  @TempDir static Path folder;
  private static final Map<String, Corpus> CORPORA = new TreeMap<>();

  /** Files of one schema, and what ajv says of them. */
  private record Corpus(String newer, String older, List<Judged> files, JsonNode ajv) {

    static Corpus of(String newer, String older, List<Judged> files)
        throws IOException, InterruptedException {
      JsonMapper mapper = new JsonMapper();
      ObjectNode asked = mapper.createObjectNode();
      asked.set("newer", mapper.readTree(newer));
      asked.set("older", mapper.readTree(older));
      ArrayNode documents = asked.putArray("documents");
      files.forEach(one -> documents.add(one.tree()));
      JsonNode said = mapper.readTree(NodePackages.run("judge.mjs", asked.toString()));
      return new Corpus(newer, older, files, said);
    }
  }

  @BeforeAll
  static void judge() throws IOException, InterruptedException {
    FullExample.copyTo(folder);
    List<Path> products = products();
    List<Judged> whole = whole(products);
    CORPORA.put("products", Corpus.of(SpecSchema.text(), SpecSchema.draft7(), whole));
    List<Judged> parts = PartCorpus.read(products, folder);
    CORPORA.put("parts", Corpus.of(PartSchema.text(), PartSchema.draft7(), parts));
  }

  @Test
  void noFieldIsLeftOutWhereNothingMayStand() throws IOException {
    Nothings all = nothings();
    PartCorpus.walk(all, "services/trino.yaml");
    PartCorpus.walk(all, "topics/orders.yaml");
    for (String service : Nothings.OTHER_SERVICES) {
      all.walk(FullExample.loaded(service), SpecShape.service());
    }
    assertEquals(Set.of(), all.unseen());
    assertTrue(all.changed().size() > 500, all.changed().size() + " files");
  }

  private static Nothings nothings() throws IOException {
    Nothings all = new Nothings();
    all.walk(FullExample.tree(), SpecShape.product());
    all.walk(FullExample.loaded(Nothings.OTHER_KINDS), SpecShape.product());
    return all;
  }

  private static Corpus corpus(String name) {
    Corpus corpus = CORPORA.get(name);
    if (corpus == null) {
      throw new IllegalStateException("there is no corpus of " + name);
    }
    return corpus;
  }

  @ParameterizedTest
  @CsvSource({"products, 150, 400", "parts, 250, 250"})
  void theCorpusHasBothVerdicts(String name, int refusedOnes, int takenOnes) {
    List<Judged> files = corpus(name).files();
    long refused = files.stream().filter(Judged::isRefused).count();
    assertTrue(refused > refusedOnes, refused + " are refused");
    assertTrue(files.size() - refused > takenOnes, files.size() - refused + " are taken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"products", "parts"})
  void ajvFindsBothDraftsSound(String name) {
    assertEquals("", corpus(name).ajv().at("/newer/metaschema").asString());
    assertEquals("", corpus(name).ajv().at("/older/metaschema").asString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"products", "parts"})
  void ajvJudgesLikeCheck(String name) {
    List<Judged> files = corpus(name).files();
    for (String draft : List.of("newer", "older")) {
      List<String> others = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        boolean isRefused = corpus(name).ajv().at("/" + draft + "/refused/" + i).asBoolean();
        compare(files.get(i), isRefused, others);
      }
      assertEquals("", String.join("\n", others), draft);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"products", "parts"})
  void networkntJudgesLikeCheck(String name) {
    Corpus corpus = corpus(name);
    judgeBy(SpecificationVersion.DRAFT_2020_12, corpus.newer(), corpus.files());
    judgeBy(SpecificationVersion.DRAFT_7, corpus.older(), corpus.files());
  }

  private static void judgeBy(SpecificationVersion version, String text, List<Judged> files) {
    Schema validator = SchemaRegistry.withDefaultDialect(version).getSchema(text);
    List<String> others = new ArrayList<>();
    for (Judged one : files) {
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

  private static List<Path> products() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("../golden"))) {
      return all.filter(Files::isRegularFile)
          .filter(
              file ->
                  List.of("product.yaml", "bad.yaml", "good.yaml")
                      .contains(file.getFileName().toString()))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList();
    }
  }

  private static List<Judged> whole(List<Path> products) throws IOException {
    List<Judged> whole = new ArrayList<>();
    for (Path file : products) {
      String yaml = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      Judged.of(file.toString(), yaml, Checked.file(file).findings(), OF_OTHER_FILES)
          .ifPresent(whole::add);
    }
    Object example = FullExample.tree();
    for (List<Mutation> all : List.of(Mutation.deletions(example), Mutation.corruptions(example))) {
      for (Mutation mutation : FullExample.chosen(all)) {
        String yaml = FullExample.dumped(mutation.appliedTo(example));
        String id = "full_example: " + mutation;
        Judged.of(id, yaml, Checked.text(folder, yaml).findings(), OF_OTHER_FILES)
            .ifPresent(whole::add);
      }
    }
    for (Nothings.Changed changed : nothings().changed()) {
      String yaml = changed.yaml();
      Judged.of(changed.id(), yaml, Checked.text(folder, yaml).findings(), OF_OTHER_FILES)
          .ifPresent(whole::add);
    }
    return whole;
  }
}
