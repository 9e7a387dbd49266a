package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.engine.TargetSelection;
import dev.regauge.engine.ledger.Ledger;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that a product says is lost before an adapter is asked: each written value is changed by
 * itself. The effect on the files is the conformance kit's, that on the engines the probes'.
 */
class WrittenValuesTest {

  @TempDir Path temp;

  @Test
  void everyWrittenValueDoesSomethingOrIsRefused() throws IOException {
    List<String> lost = new ArrayList<>();
    for (String name : List.of("every_feature", "weather")) {
      Path copy = Cases.copyOf(name, temp.resolve(name));
      String written = Files.readString(copy.resolve("product.yaml"));
      String before = said(copy);
      for (LeafMutations.Mutation mutation : LeafMutations.of(written)) {
        if (mutation.isRemoved()) {
          continue;
        }
        Files.writeString(copy.resolve("product.yaml"), mutation.yaml());
        if (said(copy).equals(before)) {
          lost.add(name + ": " + mutation.path());
        }
      }
    }
    assertEquals(List.of(), lost, "changing it changes neither plan nor ledger, and is no mistake");
  }

  private static Generation check(Path product) {
    return new Generator(AdapterRegistry.installed(), "golden")
        .check(product.resolve("product.yaml"), TargetSelection.ALL, new FoundDiagnostics());
  }

  /** Returns plan and ledger, or that there is none. */
  private static String said(Path product) {
    Generation made = check(product);
    return made.product()
        .sound()
        .map(sound -> sound.plan() + "\n" + Ledger.of(sound, made.targets()).uses())
        .orElse("refused " + product.hashCode() + Math.abs(made.hashCode()));
  }
}
