package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.services.events.BusContract;
import dev.regauge.services.events.SchemaLock;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.JsonPrinter;
import dev.regauge.spec.diagnostic.SourceText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code regauge topics lock}: writes down which schemas the topics have and had. */
@Command(
    name = "lock",
    mixinStandardHelpOptions = true,
    description = {
      "Write "
          + SchemaLock.FILE
          + " beside the product file: the topics' schemas of Avro, now and"
          + " before.",
      "Commit it; a schema that is not compatible with it, as the topic promises, is refused."
    })
final class TopicsLockCommand implements Callable<Integer> {
  @Mixin ProductArgument product = new ProductArgument();

  @Option(names = "--check", description = "Write nothing; exit 3 when the lock is not current.")
  boolean isCheck;

  private final Terminal terminal;

  TopicsLockCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = product.compiler(found).compile(product.file(), found);
    SourceText sources = compiled.sources();
    Optional<String> lock = Optional.empty();
    boolean isCurrent = false;
    if (compiled.sound().isPresent()) {
      SchemaFiles files = SchemaFiles.of(compiled);
      BusContract contract = BusContract.of(compiled.sound().get().graph(), List.of(), found);
      lock = files.judge(contract, true);
      isCurrent = lock.filter(files::isCurrent).isPresent();
      sources = files.over(sources);
    }
    print(compiled, sources, found);
    int code = Findings.exitCode(found);
    if (code != ExitCode.FINE || isCurrent || lock.isEmpty()) {
      return code;
    }
    if (isCheck) {
      terminal.talkLine(SchemaLock.FILE + " is not current: run 'regauge topics lock'");
      return ExitCode.CHANGES;
    }
    SchemaFiles.write(compiled.root(), lock.get());
    terminal.talkLine("wrote " + SchemaLock.FILE);
    return ExitCode.FINE;
  }

  private void print(CompiledProduct compiled, SourceText sources, FoundDiagnostics found) {
    ShownFiles files = ShownFiles.in(product.format(), compiled.root(), sources);
    List<Diagnostic> findings = files.of(compiled.heard(found));
    if (product.isJson()) {
      terminal.data(new JsonPrinter().print(findings));
    } else {
      Findings.print(terminal, product.format(), files, compiled.sources().files(), findings);
    }
  }
}
