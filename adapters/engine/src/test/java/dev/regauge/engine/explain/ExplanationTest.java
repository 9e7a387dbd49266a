package dev.regauge.engine.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.ProductCompiler;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.resolve.Origin;
import dev.regauge.spec.resolve.ResolvedSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every value's way, over the example that names every field. */
class ExplanationTest {

  private static final CompiledProduct PRODUCT =
      new ProductCompiler()
          .compile(Path.of("../../golden/full_example/product.yaml"), new FoundDiagnostics());

  private static final ResolvedSpec SPEC = PRODUCT.spec().orElseThrow();

  private static final List<Explanation> ALL = explanations();

  @Test
  void whatIsWrittenInFullStandsAtThePlaceThatIsNamed() {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (Explanation each : ALL) {
      String text = each.leaf().text();
      boolean isScalar = !text.matches("(?s)[\\[{].*");
      boolean isInFull =
          each.origin().steps().stream().noneMatch(Origin.ShortForm.class::isInstance);
      if (isScalar
          && isInFull
          && each.origin().steps().getFirst() instanceof Origin.Written(Span span)) {
        seen++;
        String written = written(span);
        // Paths are completed from the root, and a whole number may stand for a decimal.
        if (!written.contains(text) && !text.endsWith(written) && !text.equals(written + ".0")) {
          wrong.add(each.leaf().address() + " = " + text + " at " + written);
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(seen > 300, "only " + seen);
  }

  @Test
  void whatIsWrittenAsNullSaysNothing() {
    SpecPath namespace = new SpecPath("observability.lineage.namespace");
    assertEquals("null", written(SPEC.sources().valueAt(namespace).orElseThrow()));
    assertEquals("default", SPEC.origins().of(namespace).words());
  }

  @Test
  void everyKindOfStepIsThere() {
    Set<String> kinds = new TreeSet<>();
    for (Explanation each : ALL) {
      each.origin().steps().forEach(step -> kinds.add(step.getClass().getSimpleName()));
      each.environments()
          .forEach(
              there ->
                  there
                      .origin()
                      .steps()
                      .forEach(step -> kinds.add(step.getClass().getSimpleName())));
    }
    assertEquals(
        Set.of("BuiltIn", "Included", "Inherited", "Overridden", "ShortForm", "Written"), kinds);
  }

  @Test
  void aKindWithinAListIsFoundByNameAndByPosition() {
    List<SpecLeaf> leaves = ALL.stream().map(Explanation::leaf).toList();
    assertTrue(leaves.stream().anyMatch(leaf -> leaf.isIn("alerts[oncall].slack.url")));
    SpecLeaf check =
        leaves.stream()
            .filter(leaf -> leaf.isIn("assets[silver/orders].checks"))
            .findFirst()
            .orElseThrow();
    assertTrue(leaves.stream().anyMatch(leaf -> leaf.isIn(check.path().text())));
    assertTrue(leaves.stream().noneMatch(leaf -> leaf.isIn("assets[silver/order]")));
  }

  private static String written(Span span) {
    int[] line = SPEC.sources().line(span.file(), span.line()).orElseThrow().codePoints().toArray();
    int start = span.column() - 1;
    return new String(line, start, Math.min(span.length(), line.length - start));
  }

  private static List<Explanation> explanations() {
    List<SpecLeaf> leaves = SpecLeaves.of(SPEC.product());
    return Explanation.of(SPEC, leaves, leaves);
  }
}
