package dev.regauge.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A name that could not be read hides what may name it, and nothing else. */
class LostNamesTest {

  private static final String HEAD =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: shop}
      """;

  @TempDir Path temp;

  /**
   * One file is broken; what is wrong with the others alone is told, what it may declare is not.
   */
  @Test
  void anIncludedFileThatIsNoYamlHidesNamesOnly() throws IOException {
    Files.createDirectories(temp.resolve("parts"));
    Files.writeString(temp.resolve("parts/a.yaml"), "assets:\n  - {key: x, run: {command: a}\n");
    String product =
        """
        include: ['parts/*.yaml']
        partitions:
          day: {daily: 2025-01-01}
          region: {static: [eu, us]}
        assets:
          - {key: raw/a, partitions: day, run: {command: ./a.sh}}
          - {key: raw/b, partitions: region, deps: [raw/a], run: {command: ./a.sh}}
          - {key: raw/a, run: {command: ./a.sh}}
          - {key: raw/c, deps: [raw/elsewhere], run: {command: ./a.sh}}
        """;
    assertEquals(List.of("RG-LINK-004", "RG-LINK-006", "RG-READ-004"), codes(product));
  }

  /** What is written has a text: a name that is far from it is another one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "raw/é😀 | raw/nowhere | true",
        "raw/é😀 | raw/e | false",
        "raw/é😀 | raw/ee | false",
        "注文 | raw/orders | true",
        "😀 | raw/orders | false",
        "raw/orders{x} | raw/customers | false",
        "raw/${NAME}😀 | raw/customers | false",
      })
  void aNameThatIsNoneHidesThoseThatAreNear(String key, String wanted, boolean isTold)
      throws IOException {
    String product =
        "assets:\n"
            + ("  - {key: \"" + key + "\", run: {command: ./a.sh}}\n")
            + ("  - {key: raw/c, deps: [" + wanted + "], run: {command: ./a.sh}}\n");
    assertEquals(
        isTold ? List.of("RG-LINK-001", "RG-READ-018") : List.of("RG-READ-018"), codes(product));
  }

  @Test
  void aKeyOfAMapThatIsNoneHidesThoseThatAreNear() throws IOException {
    String product =
        """
        pools: {"db😀é": 4}
        assets:
          - {key: raw/a, pool: dbe, run: {command: ./a.sh}}
          - {key: raw/b, pool: warehouse, run: {command: ./a.sh}}
        """;
    assertEquals(List.of("RG-LINK-003", "RG-READ-018"), codes(product));
  }

  private List<String> codes(String product) throws IOException {
    Path file = Files.writeString(temp.resolve("product.yaml"), HEAD + product);
    FoundDiagnostics found = new FoundDiagnostics();
    new ProductCompiler().compile(file, found);
    return found.sorted().stream().map(Diagnostic::code).map(code -> code.id()).sorted().toList();
  }
}
