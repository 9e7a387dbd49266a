package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.request.LocalCheck;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code regauge pauses}: the jobs that failed runs have paused, as the records have them. */
@Command(
    name = "pauses",
    mixinStandardHelpOptions = true,
    description = {
      "List the jobs that failed runs in a row have paused, and let some go on.",
      "The records of runs on this machine are asked; --env asks those of an environment's catalog."
    })
final class PausesCommand implements Callable<Integer> {
  @Mixin ProductArgument product = new ProductArgument();

  @Option(
      names = "--resume",
      paramLabel = "JOB",
      description = "A job that goes on; the next failed run pauses it again; repeatable.")
  List<String> resumed = new ArrayList<>();

  @Option(names = "--env", paramLabel = "NAME", description = "The environment of the product.")
  @Nullable String environment;

  private final Terminal terminal;

  PausesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = product.compiler(found).compile(product.file(), found);
    if (compiled.sound().isEmpty()
        || !LocalCheck.accepts(compiled.sound().get().uses(), compiled.sources(), found)) {
      Findings.print(terminal, product, found, compiled);
      return Findings.exitCode(found);
    }
    ExecutionPlan plan = compiled.sound().get().plan();
    List<String> arguments = new ArrayList<>();
    for (String job : resumed) {
      require(plan, job);
      arguments.add("--resume=" + job);
    }
    if (!product.isJson()) {
      arguments.add("--words");
    }
    int code =
        new LocalRun(product.isForFindings() ? terminal.forTalk() : terminal)
            .ask("pauses", compiled, plan, arguments, Optional.ofNullable(environment), found);
    Findings.print(terminal, product, found, compiled);
    return code;
  }

  private void require(ExecutionPlan plan, String name) {
    List<String> known = plan.jobs().stream().filter(JobPlan::pauses).map(JobPlan::name).toList();
    if (!known.contains(name)) {
      throw product.usage(
          String.format(
              Locale.ROOT,
              "the product has no job '%s' that pauses; it has %s",
              name,
              known.isEmpty() ? "none" : known.stream().collect(Collectors.joining(", "))));
    }
  }
}
