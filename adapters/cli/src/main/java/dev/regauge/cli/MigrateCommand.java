package dev.regauge.cli;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.TextPrinter;
import dev.regauge.spec.source.SpecFormatter;
import dev.regauge.spec.source.SpecMigrator;
import dev.regauge.spec.source.SpecMigrator.Migrated;
import dev.regauge.spec.source.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code regauge migrate}: files of an older Regauge in this one's words. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Bring files of an older Regauge up to the words of this one.",
      "Comments and everything else stay as they are; fmt and check do the rest."
    })
final class MigrateCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "The files; a folder is its product.yaml.")
  List<Path> files = List.of();

  @Option(names = "--check", description = "Write nothing; exit 3 when a file would change.")
  boolean isCheck;

  private final Terminal terminal;

  MigrateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    boolean hasErrors = false;
    boolean hasChanges = false;
    for (Path named : files) {
      Path file = Files.isDirectory(named) ? named.resolve(SpecReader.PRODUCT_FILE) : named;
      FoundDiagnostics found = new FoundDiagnostics();
      Migrated migrated =
          new SpecMigrator().migrate(file.toString(), Files.readAllBytes(file), found);
      terminal.talk(new TextPrinter(migrated.sources()).print(found.sorted()));
      if (migrated.text().isEmpty()) {
        hasErrors = true;
        continue;
      }
      if (migrated.steps().isEmpty()) {
        terminal.talkLine(file + " is up to date");
        continue;
      }
      hasChanges = true;
      if (!isCheck) {
        FileReplacement.write(file, SpecFormatter.bytes(migrated.text().get()));
      }
      terminal.dataLine((isCheck ? "would change " : "wrote ") + file);
      migrated.steps().forEach(step -> terminal.dataLine("  " + step));
    }
    if (hasErrors) {
      return ExitCode.WRONG_SPEC;
    }
    return isCheck && hasChanges ? ExitCode.CHANGES : ExitCode.FINE;
  }
}
