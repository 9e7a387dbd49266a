package dev.regauge.cli;

import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.engine.GeneratorVersion;
import dev.regauge.engine.TargetSelection;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.imports.Fate;
import dev.regauge.spec.imports.Survival;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.source.SpecReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The new folder that a product is imported into, by whatever importer. */
final class ImportedFolder {

  private final Path out;
  private final CommandLine line;

  ImportedFolder(Path out, CommandLine line) {
    this.out = out;
    this.line = line;
  }

  /** Ends the command when something is there already: an import changes no product. */
  void refuseIfTaken() throws IOException {
    if (!Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(out)) {
      throw usage("'" + out + "' is no folder; nothing was written");
    }
    try (Stream<Path> all = Files.list(out)) {
      if (all.findAny().isPresent()) {
        throw usage("'" + out + "' is not empty; name a new folder: nothing was written");
      }
    }
  }

  /** Returns the name of a product that its files do not name; the one asked for is judged. */
  String productName(@Nullable String asked) {
    Path last = out.toAbsolutePath().normalize().getFileName();
    String folder = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
    String name = asked == null ? folder.replace('_', '-').replace(' ', '-') : asked;
    if (!TextFormat.PRODUCT_NAME.matches(name)) {
      throw usage(
          "'" + name + "' is no name of a product: small letters, digits and '-'; use --name");
    }
    return name;
  }

  /**
   * Writes the product and tells what became of each field.
   *
   * @return fine, or that a person has to fill places: those that the importer knows of, and
   *     whatever else {@code check} says of the product
   */
  int write(String product, Survival survival, Terminal terminal, FormatOption printing)
      throws IOException {
    Files.createDirectories(out);
    Path file = out.resolve(SpecReader.PRODUCT_FILE);
    Path made = Files.createTempFile(out, ".regauge-new", ".yaml");
    try {
      Files.write(made, product.getBytes(StandardCharsets.UTF_8));
      Files.move(made, file);
    } finally {
      Files.deleteIfExists(made);
    }
    FoundDiagnostics found = new FoundDiagnostics();
    Generator generator = new Generator(AdapterRegistry.installed(), GeneratorVersion.CURRENT);
    Generation checked = generator.check(file, TargetSelection.ALL, found);
    SurvivalReport report = new SurvivalReport(survival, file);
    boolean isJson = printing.asked() == FormatOption.Format.json;
    if (isJson) {
      terminal.data(report.json());
    } else if (printing.asked() == FormatOption.Format.text) {
      terminal.data(report.text());
    }
    ShownFiles shown =
        ShownFiles.in(printing.asked(), checked.product().root(), checked.product().sources());
    Findings.print(
        terminal,
        printing.asked(),
        shown,
        checked.product().sources().files(),
        shown.of(checked.product().heard(found)));
    boolean isWhole = survival.count(Fate.NEEDS_A_PERSON) == 0 && !found.hasErrors();
    return isWhole ? ExitCode.FINE : ExitCode.CHANGES;
  }

  CommandLine.ParameterException usage(String words) {
    return new CommandLine.ParameterException(line, words);
  }
}
