package dev.regauge.cli;

import dev.regauge.lsp.EditorSession;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code regauge lsp}: the language server that editors start. */
@Command(
    name = "lsp",
    mixinStandardHelpOptions = true,
    description = {
      "Serve an editor over standard input and output, by the Language Server Protocol.",
      "Editors start it; docs/editors.md has their settings."
    })
final class LspCommand implements Callable<Integer> {

  @Option(names = "--stdio", description = "The only way to talk, which some editors name.")
  boolean isStdio;

  private final Terminal terminal;

  LspCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    // Whatever a library prints is no message of the protocol.
    System.setOut(terminal.err());
    return EditorSession.serve(System.in, terminal.out(), LspCommand::page);
  }

  /** A code's page as a file, where the launcher says that it runs from a checkout. */
  private static Optional<URI> page(String code) {
    return Optional.ofNullable(System.getenv("REGAUGE_ROOT"))
        .map(root -> Path.of(root, "docs", "rules", code + ".md"))
        .filter(Files::isRegularFile)
        .map(Path::toUri);
  }
}
