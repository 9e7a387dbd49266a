package dev.regauge.cli;

import dev.regauge.adapters.spi.Bundle;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.Generator;
import dev.regauge.engine.GeneratorVersion;
import dev.regauge.engine.output.BundleLock;
import dev.regauge.engine.output.BundleWriter;
import dev.regauge.engine.output.LockedBundle;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.plan.ExecutionPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A run of a product on this machine, by the runtime's local runner: no engine, no server. The
 * product home lies in {@code .regauge/home} of the product root, the data in {@code
 * .regauge/data}.
 */
final class LocalRun {
  private static final TargetName HOME = new TargetName("home");

  private final Terminal terminal;

  LocalRun(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Runs what the runner's arguments say ({@code docs/contracts/step-protocol.md}) and returns our
   * exit code.
   *
   * @param environment the name for {@code REGAUGE_ENV}
   */
  int run(
      CompiledProduct product,
      ExecutionPlan plan,
      List<String> arguments,
      Optional<String> environment,
      FoundDiagnostics found)
      throws IOException, InterruptedException {
    return ask("run", product, plan, arguments, environment, found);
  }

  /** Asks one of the runtime's commands, and returns our exit code. */
  int ask(
      String question,
      CompiledProduct product,
      ExecutionPlan plan,
      List<String> arguments,
      Optional<String> environment,
      FoundDiagnostics found)
      throws IOException, InterruptedException {
    Path work = product.root().resolve(".regauge");
    List<BundleFile> files = Generator.home(product, plan, found).files();
    if (!found.hasErrors()) {
      write(work, plan, files, found);
    }
    if (found.hasErrors()) {
      return ExitCode.WRONG_SPEC;
    }
    StepEnvironment steps = StepEnvironment.of(files, terminal);
    List<String> command =
        new ArrayList<>(
            List.of(
                steps.step().toString(),
                "-m",
                "regauge_runtime",
                question,
                "--home",
                work.resolve(HOME.value()).toString()));
    command.addAll(arguments);
    ProcessBuilder program = new ProcessBuilder(command);
    Map<String, String> variables = program.environment();
    steps.addTo(variables, plan.product().scope());
    variables.putIfAbsent("REGAUGE_DATA", work.resolve("data").toString());
    variables.put("REGAUGE_EMBEDDED", "1"); // docs/adr/0006
    environment.ifPresent(name -> variables.put("REGAUGE_ENV", name));
    return ours(ChildProcess.run(program, terminal.out(), terminal.err()));
  }

  private static void write(
      Path work, ExecutionPlan plan, List<BundleFile> files, FoundDiagnostics found)
      throws IOException {
    Bundle bundle = new Bundle(HOME, files);
    BundleLock blank =
        new BundleLock(
            plan.product().name(),
            HOME.value(),
            "",
            "",
            GeneratorVersion.CURRENT,
            "",
            new TreeMap<>(),
            new TreeMap<>());
    new BundleWriter()
        .write(work, List.of(new LockedBundle(bundle, blank.over(bundle))), true, found);
    Path ignored = work.resolve(".gitignore");
    if (Files.isDirectory(work) && !Files.exists(ignored)) {
      Files.writeString(ignored, "*\n"); // data and copies, nothing to keep with the sources
    }
  }

  /** The runner has three codes: all well, something failed, and a call that makes no sense. */
  private static int ours(int runner) {
    return switch (runner) {
      case 0 -> ExitCode.FINE;
      case 8 -> ExitCode.RUN_FAILED;
      case 2, 78 -> ExitCode.USAGE;
      default -> ExitCode.BUG;
    };
  }
}
