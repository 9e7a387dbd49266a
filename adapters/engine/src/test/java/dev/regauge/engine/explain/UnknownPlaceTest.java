package dev.regauge.engine.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.engine.ProductCompiler;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.model.ProductSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A misspelt place leads to the one that was meant, over the example that names every field. */
class UnknownPlaceTest {

  private static final ProductSpec PRODUCT =
      new ProductCompiler()
          .compile(Path.of("../../golden/full_example/product.yaml"), new FoundDiagnostics())
          .spec()
          .orElseThrow()
          .product();

  private static final List<SpecLeaf> LEAVES = SpecLeaves.of(PRODUCT);

  @Test
  void theLastFieldIsMeantWhateverTheOthersAre() {
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    for (SpecLeaf leaf : LEAVES) {
      if (leaf.address().endsWith("]")) {
        continue; // a name, not a field
      }
      asked++;
      String said = UnknownPlace.words(leaf.address() + "q", PRODUCT, LEAVES);
      if (!said.endsWith("; did you mean '" + leaf.address() + "'?")) {
        wrong.add(said);
      }
    }
    assertTrue(asked > 500, asked + " leaves");
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jbos[daily_orders].overlap | ; did you mean 'jobs[daily_orders].overlap'?",
        "jobs[dialy_orders].overlap | ; did you mean 'jobs[daily_orders].overlap'?",
        "assets[silver/order].retry.max | ; did you mean 'assets[silver/orders].retry.max'?",
        "assets[silver/orders].rettry | ; did you mean 'assets[silver/orders].retry'?",
        "assets[silver/orders].rnu.sql.file | ; did you mean 'assets[silver/orders].run.sql.file'?",
        "metadata.nothing | ; the fields there are description, domain, labels, name, owner, version",
        "metadata.name.first | ; 'metadata.name' has nothing inside",
        "assets[silver/order].rtery.max | ; did you mean 'assets[silver/orders].retry.max'?",
        "metdata.nothing | , nor at 'metadata.nothing'; the fields there are description, domain,"
            + " labels, name, owner, version",
        "assets[bronze/customer].freshnes | , nor at 'assets[bronze/customers].freshness': nobody"
            + " wrote it, and it has no default; its fields are warnAfter, failAfter",
        "pools[warehose].slots | ; did you mean 'pools[warehouse].slots'?",
      })
  void theFirstWrongStepIsTheOneThatIsTold(String asked, String help) {
    assertEquals(
        "the product says nothing at '" + asked + "'" + help,
        UnknownPlace.words(asked, PRODUCT, LEAVES));
  }

  /** Two slips at once, in the first step and in the last, lead to a place or to none. */
  @Test
  void whatIsAskedForIsThere() {
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    for (int i = 0; i < LEAVES.size(); i += 4) {
      SpecLeaf leaf = LEAVES.get(i);
      String said = UnknownPlace.words("q" + leaf.address() + "q", PRODUCT, LEAVES);
      int question = said.indexOf("did you mean '");
      if (question >= 0) {
        asked++;
        String meant = said.substring(said.indexOf('\'', question) + 1, said.length() - 2);
        if (LEAVES.stream().noneMatch(one -> one.isIn(meant))) {
          wrong.add(said);
        }
      }
    }
    assertTrue(asked > 100, asked + " questions");
    assertEquals(List.of(), wrong);
  }

  @Test
  void aFieldThatNobodyWroteIsNotMisspelt() {
    assertEquals(
        "the product says nothing at 'assets[bronze/customers].freshness': nobody wrote it, and it"
            + " has no default; its fields are warnAfter, failAfter",
        UnknownPlace.words("assets[bronze/customers].freshness", PRODUCT, LEAVES));
  }
}
