package dev.regauge.cli;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.TextPrinter;
import dev.regauge.spec.source.SpecFormatter;
import dev.regauge.spec.source.SpecFormatter.Formatted;
import dev.regauge.spec.source.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code regauge fmt}: files in normal form, with their comments. */
@Command(
    name = "fmt",
    mixinStandardHelpOptions = true,
    description = {
      "Write files in normal form: short forms written out, fields in the spec's order.",
      "Comments and groups of lines stay. A file with errors stays as it is."
    })
final class FormatCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "The files; a folder is its product.yaml.")
  List<Path> files = List.of();

  @Option(names = "--check", description = "Write nothing; exit 3 when a file would change.")
  boolean isCheck;

  private final Terminal terminal;

  FormatCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    boolean hasErrors = false;
    boolean hasChanges = false;
    for (Path named : files) {
      Path file = Files.isDirectory(named) ? named.resolve(SpecReader.PRODUCT_FILE) : named;
      byte[] bytes = Files.readAllBytes(file);
      FoundDiagnostics found = new FoundDiagnostics();
      Formatted formatted = new SpecFormatter().format(file.toString(), bytes, found);
      terminal.talk(new TextPrinter(formatted.sources()).print(found.sorted()));
      if (formatted.text().isEmpty()) {
        hasErrors = true;
        continue;
      }
      byte[] written = SpecFormatter.bytes(formatted.text().get());
      if (Arrays.equals(bytes, written)) {
        continue;
      }
      hasChanges = true;
      if (!isCheck) {
        FileReplacement.write(file, written);
      }
      terminal.dataLine((isCheck ? "would change " : "wrote ") + file);
    }
    if (hasErrors) {
      return ExitCode.WRONG_SPEC;
    }
    return isCheck && hasChanges ? ExitCode.CHANGES : ExitCode.FINE;
  }
}
