package dev.regauge.spec.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Severity;
import dev.regauge.spec.rule.Checked;
import dev.regauge.spec.schema.SpecSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The full example with one field deleted or corrupted, 200 times each. The verdict is computed
 * first, from the JSON Schema and two tables written by hand, of references and of rules; the
 * checker must give the same, at the same place, and never a stack trace.
 */
class VerdictsTest {

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SpecSchema.text());

  @TempDir static Path folder;
  private static Object example = "";

  @BeforeAll
  static void read() throws IOException {
    example = FullExample.tree();
    FullExample.copyTo(folder);
  }

  /** With its comments as they stand in the file, and as a program writes it. */
  @Test
  void theExampleItselfIsSound() {
    assertEquals(List.of(), errors(Checked.file(FullExample.FOLDER.resolve("product.yaml"))));
    assertEquals(Set.of(), expected(example));
    assertEquals(List.of(), errors(Checked.text(folder, FullExample.dumped(example))));
  }

  @Test
  void deletionsGetTheirVerdict() {
    judge(FullExample.chosen(Mutation.deletions(example)));
  }

  @Test
  void corruptionsGetTheirVerdict() {
    judge(FullExample.chosen(Mutation.corruptions(example)));
  }

  private static void judge(List<Mutation> mutations) {
    List<String> wrong = new ArrayList<>();
    for (Mutation mutation : mutations) {
      Object tree = mutation.appliedTo(example);
      String yaml = FullExample.dumped(tree);
      Places places = Places.of(yaml);
      boolean isRefused = !SCHEMA.validate(yaml, InputFormat.YAML).isEmpty();
      Set<String> expected = isRefused ? structure(mutation, places) : expected(tree);
      if (!isRefused) {
        expected.addAll(RuleTable.expected(mutation));
      }
      List<Diagnostic> errors = errors(Checked.text(folder, yaml));
      String problem = problem(expected, isRefused, errors, places);
      if (!problem.isEmpty()) {
        wrong.add(mutation.place() + " → " + shown(mutation) + ": " + problem);
      }
    }
    assertEquals("", String.join("\n", wrong), wrong.size() + " of " + mutations.size());
  }

  private static String shown(Mutation mutation) {
    return mutation.value() == Mutation.DELETED ? "deleted" : String.valueOf(mutation.value());
  }

  /** Returns what names and columns break, as {@code RG-LINK@place}. */
  private static Set<String> expected(Object tree) {
    Set<String> all = new TreeSet<>(ColumnTable.broken(tree));
    ReferenceTable.broken(tree).forEach(place -> all.add("RG-LINK@" + place));
    return all;
  }

  /**
   * Returns where the reader says what the schema refuses: a wrong value at itself or inside, a
   * missing one at what lacks it. Any one of them will do.
   */
  private static Set<String> structure(Mutation mutation, Places places) {
    Set<String> all = new TreeSet<>();
    String place = mutation.place();
    if (mutation.value() == Mutation.DELETED) {
      String around = place.contains("/") ? place.substring(0, place.lastIndexOf('/')) : "";
      all.add("RG-READ@" + around);
      all.add("RG-READ-050@" + around + "/*"); // what means nothing without it
    } else {
      all.add("RG-READ@" + place);
      all.addAll(places.inside(place).map(inside -> "RG-READ@" + inside).toList());
    }
    return all;
  }

  /** Every error is an expected one, and every expected one is there. */
  private static String problem(
      Set<String> expected, boolean isAnyEnough, List<Diagnostic> errors, Places places) {
    Set<String> open = new TreeSet<>(expected);
    List<String> strange = new ArrayList<>();
    for (Diagnostic error : errors) {
      List<String> fitting =
          expected.stream().filter(finding -> fits(finding, error, places)).toList();
      fitting.forEach(open::remove);
      if (fitting.isEmpty()) {
        strange.add(line(error));
      }
    }
    boolean isMet = isAnyEnough ? open.size() < expected.size() : open.isEmpty();
    return isMet && strange.isEmpty() ? "" : "lacks " + open + ", says too " + strange;
  }

  private static boolean fits(String expected, Diagnostic error, Places places) {
    String[] parts = expected.split("@", 2);
    String at = error.span().map(span -> span.line() + ":" + span.column()).orElse("-");
    return error.code().id().startsWith(parts[0]) && places.isAt(parts[1], at);
  }

  private static String line(Diagnostic error) {
    return error.code().id()
        + "@"
        + error.span().map(span -> span.line() + ":" + span.column()).orElse("-")
        + " "
        + error.message();
  }

  private static List<Diagnostic> errors(Checked checked) {
    return checked.findings().stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .toList();
  }
}
