package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.request.LocalCheck;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PartitionSetPlan;
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

/**
 * {@code regauge partitions}: the keys of dynamic partition sets, as the records here have them.
 */
@Command(
    name = "partitions",
    mixinStandardHelpOptions = true,
    description = {
      "List the keys of dynamic partition sets, and add some.",
      "The records of runs on this machine are asked; --env asks those of an environment's catalog."
    })
final class PartitionsCommand implements Callable<Integer> {
  @Mixin ProductArgument product = new ProductArgument();

  @Option(
      names = "--add",
      paramLabel = "SET=KEY",
      description =
          "A key for a dynamic partition set; one that it has already changes nothing; repeatable.")
  List<String> added = new ArrayList<>();

  @Option(names = "--env", paramLabel = "NAME", description = "The environment of the product.")
  @Nullable String environment;

  private final Terminal terminal;

  PartitionsCommand(Terminal terminal) {
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
    for (String text : added) {
      require(plan, text);
      arguments.add("--add=" + text);
    }
    if (!product.isJson()) {
      arguments.add("--words");
    }
    int code =
        new LocalRun(product.isForFindings() ? terminal.forTalk() : terminal)
            .ask("partitions", compiled, plan, arguments, Optional.ofNullable(environment), found);
    Findings.print(terminal, product, found, compiled);
    return code;
  }

  private void require(ExecutionPlan plan, String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw product.usage("--add takes SET=KEY, not '" + text + "'");
    }
    String set = text.substring(0, equals);
    if (!(plan.partitionSets().get(set) instanceof PartitionSetPlan.Dynamic)) {
      String known =
          plan.partitionSets().values().stream()
              .filter(PartitionSetPlan.Dynamic.class::isInstance)
              .map(PartitionSetPlan::name)
              .collect(Collectors.joining(", "));
      throw product.usage(
          String.format(
              Locale.ROOT,
              "the product has no dynamic partition set '%s'; it has %s",
              set,
              known.isEmpty() ? "none" : known));
    }
  }
}
