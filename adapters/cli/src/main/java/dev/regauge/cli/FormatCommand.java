package dev.regauge.cli;

import dev.regauge.spec.source.SpecFormatter;
import dev.regauge.spec.source.SpecFormatter.Formatted;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code regauge fmt}: files in normal form, with their comments. */
@Command(
    name = "fmt",
    mixinStandardHelpOptions = true,
    description = {
      "Write files in normal form: short forms written out, fields in the spec's order.",
      "Comments and groups of lines stay. A file with errors stays as it is."
    })
final class FormatCommand implements Callable<Integer> {

  @Mixin FilesArgument files = new FilesArgument();

  private final Terminal terminal;

  FormatCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    return files.rewrite(
        terminal,
        (name, bytes, out) -> {
          Formatted formatted = new SpecFormatter().format(name, bytes, out);
          boolean isChanged =
              formatted
                  .text()
                  .filter(text -> !Arrays.equals(bytes, SpecFormatter.bytes(text)))
                  .isPresent();
          return new FilesArgument.Rewritten(
              formatted.text(), isChanged, List.of(), formatted.sources());
        },
        "");
  }
}
