import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.engine.TargetSelection;
import dev.regauge.engine.output.LockedBundle;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.Severity;
import dev.regauge.spec.schema.SpecSchema;
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
 * <p>Each line of stdin is {@code adapters TAB product file TAB folder}, the adapters separated by
 * commas, each of which has a folder of its own in the folder; each line of stdout the codes of the
 * errors with their places ({@code RG-FEAT-001@jobs[daily].setup}), separated by spaces, and empty
 * when the bundle was written to the folder. A product that is refused writes nothing, as {@code
 * regauge generate}, which then exits 1. The line {@code schema} is answered with the JSON Schema
 * of a product.
 *
 * <p>Run with the command line's classes: {@code java -cp 'adapters/cli/target/app/*'
 * golden/mutations/MakeBundles.java}.
 */
public final class MakeBundles {
  private static final Generator GENERATOR =
      new Generator(AdapterRegistry.installed(), "mutations");

  /** What a bundle has for its images and steps: no engine reads it when it loads the bundle. */
  private static final List<String> NOT_LOADED = List.of("wheels/", "locks/", "code/");

  private MakeBundles() {}

  public static void main(String[] args) throws IOException {
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        String[] order = line.split("\t", -1);
        if (line.equals("schema")) {
          System.out.println(SpecSchema.text().replace("\n", " "));
          System.out.flush();
          continue;
        }
        System.out.println(
            make(List.of(order[0].split(",")), Path.of(order[1]), Path.of(order[2])));
        System.out.flush();
      }
    }
  }

  private static String make(List<String> adapters, Path product, Path folder) throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    Generation made = GENERATOR.generate(product, new TargetSelection(List.of(), adapters), found);
    if (found.hasErrors()) {
      return String.join(
          " ",
          found.sorted().stream()
              .filter(finding -> finding.severity() == Severity.ERROR)
              .map(MakeBundles::codeAndPlace)
              .distinct()
              .toList());
    }
    for (LockedBundle bundle : made.bundles()) {
      for (BundleFile file : bundle.filesAndLock()) {
        if (NOT_LOADED.stream().anyMatch(file.path().value()::startsWith)) {
          continue;
        }
        Path path = folder.resolve(bundle.bundle().target().value()).resolve(file.path().value());
        Files.createDirectories(path.getParent());
        Files.write(path, file.content().toBytes());
      }
    }
    return "";
  }

  private static String codeAndPlace(Diagnostic finding) {
    String place = finding.path().map(path -> "@" + path).orElse("");
    return finding.code().id() + place.replace(' ', '_');
  }
}
