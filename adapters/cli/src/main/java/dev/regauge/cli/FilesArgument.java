package dev.regauge.cli;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.SourceText;
import dev.regauge.spec.source.SpecFormatter;
import dev.regauge.spec.source.SpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which files a command writes anew, and how it tells of them: the same for each that does. */
final class FilesArgument {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "The files; a folder is its product.yaml.")
  List<Path> files = List.of();

  @Option(names = "--check", description = "Write nothing; exit 3 when a file would change.")
  boolean isCheck;

  @Mixin FormatOption printing = new FormatOption();

  /** What becomes of one file. */
  interface Rewriting {
    Rewritten of(String name, byte[] bytes, Diagnostics out);
  }

  /**
   * A file as it should be.
   *
   * @param text absent when the file has errors, which are reported
   * @param isChanged whether it says so in other words than the file
   * @param steps what was done, in words
   */
  record Rewritten(
      Optional<String> text, boolean isChanged, List<String> steps, SourceText sources) {}

  /** Writes the files anew, or says which it would; every finding comes once, after the files. */
  int rewrite(Terminal terminal, Rewriting rewriting, String unchanged) throws IOException {
    FormatOption.Format asked = printing.asked();
    Terminal told = asked == FormatOption.Format.text ? terminal : terminal.forTalk();
    FoundDiagnostics found = new FoundDiagnostics();
    List<SourceText> sources = new ArrayList<>();
    List<String> read = new ArrayList<>();
    boolean hasChanges = false;
    for (Path named : files) {
      Path file = SpecReader.fileOf(named);
      read.add(file.toString());
      Optional<Rewritten> rewritten =
          SpecReader.bytes(file, found).map(bytes -> rewriting.of(file.toString(), bytes, found));
      rewritten.ifPresent(one -> sources.add(one.sources()));
      Optional<String> text = rewritten.flatMap(Rewritten::text);
      if (text.isEmpty()) {
        continue;
      }
      if (!rewritten.get().isChanged()) {
        if (!unchanged.isEmpty()) {
          terminal.talkLine(file + " " + unchanged);
        }
        continue;
      }
      hasChanges = true;
      if (!isCheck) {
        FileReplacement.write(file, SpecFormatter.bytes(text.get()));
      }
      told.dataLine((isCheck ? "would change " : "wrote ") + file);
      rewritten.get().steps().forEach(step -> told.dataLine("  " + step));
    }
    Findings.print(terminal, asked, found, read, sources);
    int code = Findings.exitCode(found);
    return code == ExitCode.FINE && isCheck && hasChanges ? ExitCode.CHANGES : code;
  }
}
