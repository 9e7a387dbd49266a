package dev.regauge.golden;

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
import java.util.Optional;
import java.util.stream.Stream;

/** The products of the corpus: the cases, the probes and the example of everything. */
final class Corpus {

  /** What a probe's part of a product lacks to be one. */
  private static final String HEAD =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: probe, domain: proof, description: "\\U0001F9EA", owner: me}
      """;

  private static final String CATALOGS =
      "catalogs: {lake: {type: jdbc, uri: {env: CATALOG_URI}, warehouse: {env: WAREHOUSE}}}\n";

  private Corpus() {}

  static List<Path> products() throws IOException {
    List<Path> products = new ArrayList<>();
    for (String folder : List.of("cases", "probes")) {
      try (Stream<Path> found = Files.list(Path.of(folder))) {
        found
            .filter(product -> Files.exists(product.resolve("product.yaml")))
            .sorted()
            .forEach(products::add);
      }
    }
    products.add(Path.of("full_example"));
    return products;
  }

  /** Copies a product into a folder, a probe's part made whole, and returns its file there. */
  static Path copyOf(Path product, Path folder) throws IOException {
    Path copy = Cases.copyOf(product, folder.resolve("p" + product.hashCode()));
    Path file = copy.resolve("product.yaml");
    String written = Files.readString(file);
    if (!written.contains("apiVersion:")) {
      String body =
          written.startsWith("code: {")
              ? written.replaceFirst("code: \\{", "code: {paths: [src], ")
              : "code: {paths: [src]}\n" + written;
      Files.writeString(file, HEAD + (written.contains("\ncatalogs:") ? "" : CATALOGS) + body);
      Cases.copyOf(Path.of("probes/steps"), copy.resolve("src/probe_steps"));
    }
    return file;
  }

  /** Returns what each target answers to a product; empty when it is not sound. */
  static Optional<Ledger> ledger(Path file) {
    Generation made =
        new Generator(AdapterRegistry.installed(), "golden")
            .check(file, TargetSelection.ALL, new FoundDiagnostics());
    return made.product().sound().map(sound -> Ledger.of(sound, made.targets()));
  }

  /** Returns the ledgers of all sound products. */
  static List<Ledger> ledgers(Path folder) throws IOException {
    List<Ledger> ledgers = new ArrayList<>();
    for (Path product : products()) {
      ledger(copyOf(product, folder)).ifPresent(ledgers::add);
    }
    return ledgers;
  }
}
