package dev.regauge.spec.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The exported schema, judged by another validator on the same files that the reader is judged on.
 */
class SpecSchemaTest {

  private static final Path GOLDEN = Path.of("../golden");

  /**
   * What a schema cannot see: bytes and YAML itself, other files, other parts of the file, mere
   * warnings.
   */
  private static final Set<String> BEYOND_A_SCHEMA =
      Set.of(
          "RG-READ-001",
          "RG-READ-002",
          "RG-READ-003",
          "RG-READ-004",
          "RG-READ-005",
          "RG-READ-006",
          "RG-READ-007",
          "RG-READ-008",
          "RG-READ-009",
          "RG-READ-011",
          "RG-READ-012",
          "RG-READ-022",
          "RG-READ-023",
          "RG-READ-024",
          "RG-READ-025",
          "RG-READ-026",
          "RG-READ-052",
          "RG-READ-053",
          "RG-READ-054",
          "RG-READ-055",
          "RG-READ-067",
          "RG-READ-062");

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SpecSchema.text());

  private static final Schema DRAFT_7 =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(SpecSchema.draft7());

  @Test
  void bothDraftsAreWhatTheirMetaschemasAskFor() {
    String newer = "https://json-schema.org/draft/2020-12/schema";
    String older = "http://json-schema.org/draft-07/schema#";
    assertEquals(
        List.of(),
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(com.networknt.schema.SchemaLocation.of(newer))
            .validate(SpecSchema.text(), InputFormat.JSON));
    assertEquals(
        List.of(),
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(com.networknt.schema.SchemaLocation.of(older))
            .validate(SpecSchema.draft7(), InputFormat.JSON));
    assertFalse(SpecSchema.draft7().contains("$defs"));
  }

  /** What one draft says of a file, the other says too. */
  @Test
  void bothDraftsJudgeAlike() throws IOException {
    for (Path file : goodFiles()) {
      assertEquals(
          List.of(), DRAFT_7.validate(Files.readString(file), InputFormat.YAML), file::toString);
    }
    for (Path file : badFiles()) {
      assertFalse(
          DRAFT_7.validate(Files.readString(file), InputFormat.YAML).isEmpty(), file::toString);
    }
  }

  static List<Path> goodFiles() throws IOException {
    try (Stream<Path> rules = Files.list(GOLDEN.resolve("rules"));
        Stream<Path> cases = Files.list(GOLDEN.resolve("cases"))) {
      return Stream.concat(
              rules.map(folder -> folder.resolve("good.yaml")),
              cases.map(folder -> folder.resolve("product.yaml")))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  static List<Path> badFiles() throws IOException {
    try (Stream<Path> rules = Files.list(GOLDEN.resolve("rules"))) {
      return rules
          .filter(folder -> folder.getFileName().toString().startsWith("RG-READ-"))
          .filter(folder -> !BEYOND_A_SCHEMA.contains(folder.getFileName().toString()))
          .map(folder -> folder.resolve("bad.yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("goodFiles")
  void whatTheReaderTakesTheSchemaTakes(Path file) throws IOException {
    assertEquals(List.of(), errors(Files.readString(file)));
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void whatASchemaCanSeeItRefuses(Path file) throws IOException {
    assertFalse(errors(Files.readString(file)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run: {sql: 'select 1'}, checks: [{unique: id}, {not_null: [a, b], onFail: warn}], cron: '0"
            + " 6 * * *'",
        "run: {command: 'a b'}, retry: 3, pool: api, env: {N: 8, S: {secretRef: a/b}}, inputs:"
            + " [a/b, {asset: c}]",
        "run: {python: {entrypoint: 'm:f'}}, partitions: {static: [eu]}, metadata: {x: [1, {y:"
            + " null}]}",
        "run: {python: 'm:f'}, checks: [{row_count: {min: 1}}], triggers: [{cron: '0 6 * * *'}],"
            + " tags: null",
      })
  void shortFormsAreTaken(String asset) {
    assertEquals(List.of(), errors(product("assets: [{key: a/b, " + asset + "}]")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{key: a/b}",
        "{key: A, run: {python: 'm:f'}}",
        "{key: a, run: {python: 'm.f'}}",
        "{key: a, run: {python: 'm:f', sql: x}}",
        "{key: a, run: {}}",
        "{key: a, run: {sql: {}}}",
        "{key: a, run: {python: 'm:f'}, checks: [{onFail: warn}]}",
        "{key: a, run: {python: 'm:f'}, checks: [{unique: []}]}",
        "{key: a, run: {python: 'm:f'}, cron: x, triggers: [{cron: x}]}",
        "{key: a, run: {python: 'm:f'}, ofAsset: a}",
        "{key: a, run: {python: 'm:f'}, retry: {max: '3'}}",
        "{key: a, run: {python: 'm:f'}, env: {a: x}}",
        "{key: a, run: {python: 'm:f'}, env: {A: {env: a}}}",
      })
  void mistakesAreRefused(String asset) {
    assertFalse(errors(product("assets: [" + asset + "]")).isEmpty());
  }

  @Test
  void theTextIsTheSameEachTime() {
    assertEquals(SpecSchema.text(), SpecSchema.text());
  }

  private static String product(String fields) {
    return "apiVersion: regauge.dev/v1\nkind: DataProduct\nmetadata: {name: hello}\n"
        + fields
        + "\n";
  }

  private static List<String> errors(String yaml) {
    return SCHEMA.validate(yaml, InputFormat.YAML).stream().map(Object::toString).toList();
  }
}
