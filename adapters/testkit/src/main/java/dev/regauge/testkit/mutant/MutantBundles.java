package dev.regauge.testkit.mutant;

import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.engine.TargetSelection;
import dev.regauge.engine.output.BundleWriter;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the bundles that every installed adapter makes of a product with every fault: {@code
 * OUT/lost_edge/argo}. For the tests of the engines, which see the faults in them.
 */
public final class MutantBundles {

  private MutantBundles() {}

  /** Takes the product file and the folder to write to. */
  public static void main(String[] arguments) throws IOException {
    Path product = Path.of(arguments[0]);
    Path out = Path.of(arguments[1]);
    for (Fault fault : Faults.ALL) {
      List<OrchestratorAdapter<?>> mutants =
          AdapterRegistry.installed().all().values().stream()
              .<OrchestratorAdapter<?>>map(real -> mutant(real, fault))
              .toList();
      FoundDiagnostics found = new FoundDiagnostics();
      Generation made =
          new Generator(AdapterRegistry.of(mutants), "mutant")
              .generate(product, TargetSelection.ALL, found);
      new BundleWriter().write(out.resolve(fault.name()), made.bundles(), false, found);
      if (found.hasErrors()) {
        throw new IllegalStateException(fault.name() + ": " + found.sorted());
      }
    }
  }

  private static <M extends Record> MutantAdapter<M> mutant(
      OrchestratorAdapter<M> real, Fault fault) {
    return new MutantAdapter<>(real, fault);
  }
}
