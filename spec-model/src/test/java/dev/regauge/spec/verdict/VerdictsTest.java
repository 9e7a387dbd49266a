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
import java.io.UncheckedIOException;
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
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * The full example with one field deleted or corrupted, 200 times each. The verdict is computed
 * first, from the JSON Schema and two tables written by hand, of references and of rules; the
 * checker must give the same, at the same place, and never a stack trace.
 */
class VerdictsTest {

  private static final Path EXAMPLE = Path.of("../golden/full_example");
  private static final int NUMBER = 200;
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SpecSchema.text());

  @TempDir static Path folder;
  private static Object example = "";

  /** What a change comes to. */
  enum Verdict {
    /** The schema refuses it: a finding of the reader. */
    STRUCTURE,
    /** A name leads nowhere: a finding of the linker. */
    REFERENCE,
    /** Neither: right as far as structure and names go. */
    SOUND
  }

  @BeforeAll
  static void read() throws IOException {
    example =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(EXAMPLE.resolve("today.yaml")));
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(EXAMPLE.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  @Test
  void theExampleItselfIsSound() {
    assertEquals(Verdict.SOUND, expected(example, dumped(example)));
    assertEquals(List.of(), errors(Checked.text(folder, dumped(example))));
  }

  /** What the whole example still lacks is the assets' side, refused by name and nothing else. */
  @Test
  void theWholeExampleIsKnown() {
    List<String> others =
        errors(Checked.file(EXAMPLE.resolve("product.yaml"))).stream()
            .filter(
                error ->
                    !error.code().id().equals("RG-READ-020")
                        || !error
                            .path()
                            .map(path -> path.text().startsWith("assets["))
                            .orElse(false))
            .map(VerdictsTest::line)
            .toList();
    assertEquals(List.of(), others);
  }

  @Test
  void deletionsGetTheirVerdict() {
    judge(chosen(Mutation.deletions(example)));
  }

  @Test
  void corruptionsGetTheirVerdict() {
    judge(chosen(Mutation.corruptions(example)));
  }

  /** Spread evenly over the whole file, the same ones each time. */
  private static List<Mutation> chosen(List<Mutation> all) {
    assertTrue(all.size() >= NUMBER, all.size() + " fields");
    return Stream.iterate(0, i -> i + 1)
        .limit(NUMBER)
        .map(i -> all.get((int) ((long) i * all.size() / NUMBER)))
        .toList();
  }

  private static void judge(List<Mutation> mutations) {
    List<String> wrong = new ArrayList<>();
    for (Mutation mutation : mutations) {
      Object tree = mutation.appliedTo(example);
      String yaml = dumped(tree);
      Verdict expected = expected(tree, yaml);
      List<Diagnostic> errors = errors(Checked.text(folder, yaml));
      String problem = problem(mutation, tree, yaml, expected, errors);
      if (!problem.isEmpty()) {
        wrong.add(mutation.place() + " → " + shown(mutation) + ": " + problem);
      }
    }
    assertEquals("", String.join("\n", wrong), wrong.size() + " of " + mutations.size());
  }

  private static String shown(Mutation mutation) {
    return mutation.value() == Mutation.DELETED ? "deleted" : String.valueOf(mutation.value());
  }

  private static Verdict expected(Object tree, String yaml) {
    if (!SCHEMA.validate(yaml, InputFormat.YAML).isEmpty()) {
      return Verdict.STRUCTURE;
    }
    return ReferenceTable.broken(tree).isEmpty() ? Verdict.SOUND : Verdict.REFERENCE;
  }

  private static String problem(
      Mutation mutation, Object tree, String yaml, Verdict expected, List<Diagnostic> errors) {
    Set<String> families = new TreeSet<>();
    errors.forEach(error -> families.add(error.code().id().substring(0, 7)));
    String said = errors.stream().map(VerdictsTest::line).toList().toString();
    return switch (expected) {
      case STRUCTURE ->
          !families.contains("RG-READ")
              ? "the schema refuses it, the checker says " + said
              : isAt(structurePlaces(mutation, Places.of(yaml)), errors, "RG-READ")
                  ? ""
                  : "not at " + structurePlaces(mutation, Places.of(yaml)) + " but " + said;
      case REFERENCE ->
          isAt(referencePlaces(tree, Places.of(yaml)), errors, "RG-LINK")
              ? ""
              : "names "
                  + ReferenceTable.broken(tree)
                  + " at "
                  + referencePlaces(tree, Places.of(yaml))
                  + " lead nowhere, the checker says "
                  + said;
      case SOUND -> {
        Set<String> codes = new TreeSet<>();
        errors.forEach(error -> codes.add(error.code().id()));
        Set<String> wanted = RuleTable.expected(mutation.place() + " → " + shown(mutation));
        yield codes.equals(wanted) ? "" : "expected " + wanted + ", the checker says " + said;
      }
    };
  }

  private static String line(Diagnostic error) {
    return error.code().id()
        + "@"
        + error.span().map(span -> span.line() + ":" + span.column()).orElse("-")
        + " "
        + error.message();
  }

  /** A wrong value is told at itself or inside, a missing one at what lacks it or above. */
  private static Set<String> structurePlaces(Mutation mutation, Places places) {
    Set<String> all = new TreeSet<>();
    String place = mutation.place();
    if (mutation.value() != Mutation.DELETED) {
      for (String inside : List.of("", "/oops", "/0", "/1")) {
        places.value(place + inside).ifPresent(all::add);
        places.key(place + inside).ifPresent(all::add);
      }
    }
    String parent = place.contains("/") ? place.substring(0, place.lastIndexOf('/')) : "";
    places.value(parent).ifPresent(all::add);
    places.key(parent).ifPresent(all::add);
    return all;
  }

  private static Set<String> referencePlaces(Object tree, Places places) {
    Set<String> all = new TreeSet<>();
    for (String broken : ReferenceTable.broken(tree)) {
      places.value(broken).ifPresent(all::add);
      places.key(broken).ifPresent(all::add);
    }
    return all;
  }

  private static boolean isAt(Set<String> places, List<Diagnostic> errors, String family) {
    return errors.stream()
        .filter(error -> error.code().id().startsWith(family))
        .flatMap(error -> error.span().stream())
        .anyMatch(span -> places.contains(span.line() + ":" + span.column()));
  }

  private static List<Diagnostic> errors(Checked checked) {
    return checked.findings().stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .toList();
  }

  private static String dumped(Object tree) {
    try {
      return new Dump(
              DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(10_000).build())
          .dumpToString(tree);
    } catch (RuntimeException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
