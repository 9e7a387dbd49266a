package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.services.topology.TopologyPage;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code regauge topology}: a page about what runs for a product, and how it hangs together. */
@Command(
    name = "topology",
    mixinStandardHelpOptions = true,
    description = {
      "Write a page of Markdown, with a Mermaid graph: the services of the five planes, who sends to"
          + " and reads which topic, and who uses which resource."
    })
final class TopologyCommand implements Callable<Integer> {
  @Mixin ProductArgument product = new ProductArgument();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "The file for the page, such as docs/topology.md; by default it is printed.")
  @Nullable Path out;

  @Option(names = "--check", description = "Write nothing; exit 3 when FILE is not current.")
  boolean isCheck;

  private final Terminal terminal;

  TopologyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path file = out;
    if (isCheck && file == null) {
      throw product.usage("--check compares with a file; name it by --out");
    }
    if (product.isJson()) {
      throw product.usage("the page is Markdown; leave --format json out");
    }
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = product.compiler(found).compile(product.file(), found);
    Findings.print(terminal, product, found, compiled);
    if (compiled.sound().isEmpty()) {
      return Findings.exitCode(found);
    }
    String page = TopologyPage.of(compiled.sound().get().graph());
    if (file == null) {
      if (!product.isForFindings()) {
        terminal.data(page);
      }
      return ExitCode.FINE;
    }
    if (Files.isRegularFile(file) && Files.readString(file).equals(page)) {
      return ExitCode.FINE;
    }
    if (isCheck) {
      terminal.talkLine(file + " is not current: run 'regauge topology -o " + file + "'");
      return ExitCode.CHANGES;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, page);
    terminal.talkLine("wrote " + file);
    return ExitCode.FINE;
  }
}
