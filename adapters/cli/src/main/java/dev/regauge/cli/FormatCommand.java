package dev.regauge.cli;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.TextPrinter;
import dev.regauge.spec.source.SpecFormatter;
import dev.regauge.spec.source.SpecFormatter.Formatted;
import dev.regauge.spec.source.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
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
        replace(file, written);
      }
      terminal.dataLine((isCheck ? "would change " : "wrote ") + file);
    }
    if (hasErrors) {
      return ExitCode.WRONG_SPEC;
    }
    return isCheck && hasChanges ? ExitCode.CHANGES : ExitCode.FINE;
  }

  /** Whoever reads the file meets the old text or the new one, never a part; a link stays one. */
  private static void replace(Path file, byte[] bytes) throws IOException {
    Path real = file.toRealPath();
    Path folder = real.getParent();
    Path made = Files.createTempFile(folder, ".regauge-fmt", ".yaml");
    try {
      Files.write(made, bytes);
      if (Files.getFileAttributeView(real, PosixFileAttributeView.class) != null) {
        Files.setPosixFilePermissions(made, Files.getPosixFilePermissions(real));
      }
      Files.move(made, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(made);
    }
  }
}
