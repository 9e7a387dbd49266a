import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.engine.TargetSelection;
import dev.regauge.engine.output.LockedBundle;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.Severity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the bundles of many products in one process, for the mutation matrix.
 *
 * <p>Each line of stdin is {@code adapter TAB product file TAB folder}; each line of stdout the
 * codes of the errors, separated by spaces, and empty when the bundle was written to the folder. A
 * product that is refused writes nothing, as {@code regauge generate}, which then exits 1.
 *
 * <p>Run with the command line's classes: {@code java -cp 'adapters/cli/target/app/*'
 * golden/mutations/MakeBundles.java}.
 */
public final class MakeBundles {
  private static final Generator GENERATOR =
      new Generator(AdapterRegistry.installed(), "mutations");

  private MakeBundles() {}

  public static void main(String[] args) throws IOException {
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        String[] order = line.split("\t", -1);
        System.out.println(make(new TargetName(order[0]), Path.of(order[1]), Path.of(order[2])));
        System.out.flush();
      }
    }
  }

  private static String make(TargetName adapter, Path product, Path folder) throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    Generation made =
        GENERATOR.generate(
            product, new TargetSelection(List.of(), List.of(adapter.value())), found);
    if (found.hasErrors()) {
      return String.join(
          " ",
          found.sorted().stream()
              .filter(finding -> finding.severity() == Severity.ERROR)
              .map(finding -> finding.code().id())
              .distinct()
              .toList());
    }
    for (LockedBundle bundle : made.bundles()) {
      for (BundleFile file : bundle.filesAndLock()) {
        Path path = folder.resolve(file.path().value());
        Files.createDirectories(path.getParent());
        Files.write(path, file.content().toBytes());
      }
    }
    return "";
  }
}
