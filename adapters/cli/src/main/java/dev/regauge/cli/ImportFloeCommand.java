package dev.regauge.cli;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.SourceText;
import dev.regauge.spec.imports.floe.FloeImport;
import dev.regauge.spec.source.ForeignTree;
import dev.regauge.spec.source.ForeignTree.Entries;
import dev.regauge.spec.source.SpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code regauge import floe}: ingestion that was written for floe, as a product. */
@Command(
    name = "floe",
    mixinStandardHelpOptions = true,
    description = {
      "Write the ingestion of floe's pipeline files and manifest as a product.",
      "Tells what became of each field. Ends with 3 when places are left for a person: check"
          + " refuses the product until they are filled."
    })
final class ImportFloeCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files with 'ingestion', and the manifest with 'plugins.ingestion'.")
  List<Path> files = List.of();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "The product's folder, which is new or empty.")
  Path out = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The product's name; by default the pipeline's, or else the folder's.")
  @Nullable String name;

  @Mixin FormatOption printing = new FormatOption();

  @Spec private @Nullable CommandSpec spec;

  private final Terminal terminal;

  ImportFloeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    ImportedFolder folder = new ImportedFolder(out, Objects.requireNonNull(spec).commandLine());
    folder.refuseIfTaken();
    FoundDiagnostics found = new FoundDiagnostics();
    List<SourceText> sources = new ArrayList<>();
    Map<String, Entries> trees = new LinkedHashMap<>();
    List<String> read = new ArrayList<>();
    for (Path file : files) {
      String shown = file.toString();
      if (read.contains(shown)) {
        throw folder.usage("'" + shown + "' is named twice");
      }
      read.add(shown);
      SpecReader.bytes(file, found)
          .map(bytes -> ForeignTree.read(shown, bytes, found))
          .ifPresent(
              one -> {
                sources.add(one.sources());
                one.tree().ifPresent(tree -> trees.put(shown, tree));
              });
    }
    Optional<FloeImport.Imported> imported =
        found.hasErrors()
            ? Optional.empty()
            : FloeImport.read(trees, Optional.ofNullable(name), folder.productName(name), found);
    if (imported.isEmpty()) {
      Findings.print(terminal, printing.asked(), found, read, sources);
      return Findings.exitCode(found);
    }
    return folder.write(imported.get().product(), imported.get().survival(), terminal, printing);
  }
}
