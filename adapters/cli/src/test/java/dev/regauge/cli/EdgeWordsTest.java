package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.ProductCompiler;
import dev.regauge.engine.explain.EdgeWords;
import dev.regauge.engine.explain.SpecLeaf;
import dev.regauge.engine.explain.SpecLeaves;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which partitions an edge takes, in words: here, where the adapters are that the example names.
 */
class EdgeWordsTest {

  private static final CompiledProduct PRODUCT =
      new ProductCompiler()
          .compile(Path.of("../../golden/full_example/product.yaml"), new FoundDiagnostics());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "assets[silver/orders].inputs[0].asset | reads the same partition of bronze/orders",
        "assets[gold/revenue].inputs[0].asset"
            + " | reads the same date of silver/orders, other dimensions in full",
        "assets[gold/features].inputs[0].asset | reads each partition of silver/orders"
            + " in the time from the start to the end of its own",
        "assets[ops/chunks].inputs[0].asset | reads the last partition of silver/orders",
      })
  void anEdgeIsSaidInWords(String address, String words) {
    SpecLeaf leaf =
        SpecLeaves.of(PRODUCT.spec().orElseThrow().product()).stream()
            .filter(each -> each.address().equals(address))
            .findFirst()
            .orElseThrow();
    assertEquals(Optional.of(words), EdgeWords.of(PRODUCT).at(leaf.path()));
  }
}
