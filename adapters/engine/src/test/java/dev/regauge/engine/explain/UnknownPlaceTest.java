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

  @Test
  void theLastFieldIsMeantWhateverTheOthersAre() {
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    for (SpecLeaf leaf : SpecLeaves.of(PRODUCT)) {
      if (leaf.address().endsWith("]")) {
        continue; // a name, not a field
      }
      asked++;
      String said = UnknownPlace.words(leaf.address() + "q", PRODUCT);
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
        "pools[warehose].slots | ; did you mean 'pools[warehouse].slots'?",
      })
  void theFirstWrongStepIsTheOneThatIsTold(String asked, String help) {
    assertEquals(
        "the product says nothing at '" + asked + "'" + help, UnknownPlace.words(asked, PRODUCT));
  }

  @Test
  void aFieldThatNobodyWroteIsNotMisspelt() {
    assertEquals(
        "the product says nothing at 'assets[bronze/customers].freshness': nobody wrote it, and it"
            + " has no default; its fields are warnAfter, failAfter",
        UnknownPlace.words("assets[bronze/customers].freshness", PRODUCT));
  }
}
