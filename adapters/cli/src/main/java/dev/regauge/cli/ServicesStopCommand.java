package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.services.Platform;
import dev.regauge.services.compose.ComposeDialect;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code regauge services stop}: what {@code start} started, the last one first. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = {
      "Stop the services that 'start' started on this machine, the last one first.",
      "Containers and disks stay; what others started is not touched."
    })
final class ServicesStopCommand implements Callable<Integer> {
  @Mixin ServicesArguments arguments = new ServicesArguments();

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "This one alone; may be repeated.")
  List<String> asked = new ArrayList<>();

  private final Terminal terminal;

  ServicesStopCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ProductArgument product = arguments.product;
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = product.compiler(found).compile(product.file(), found);
    Findings.print(terminal, product, found, compiled);
    if (compiled.sound().isEmpty() || product.isForFindings()) {
      return Findings.exitCode(found);
    }
    Platform platform = arguments.platform(compiled);
    arguments.judgeNames(platform, asked, "stop");
    LocalDocker docker = new LocalDocker(arguments.folder(compiled));
    Optional<String> missing = docker.missing();
    if (missing.isPresent()) {
      terminal.talkLine("error: " + missing.get());
      terminal.talkLine("nothing was stopped");
      return ExitCode.ENVIRONMENT;
    }
    List<ServiceContainer> up =
        docker.containers().stream().filter(ServiceContainer::isUp).toList();
    ServiceHooks hooks = new ServiceHooks(terminal, compiled, platform, found);
    List<Platform.Placed> stopping = stopping(platform, asked, up);
    if (!hooks.tell(ServiceHooks.Phase.pre_stop, "stopping", stopping, up)) {
      terminal.talkLine("nothing was stopped: a hook is against it");
      return ExitCode.RUN_FAILED;
    }
    boolean hasStopped = false;
    for (String program : order(platform, asked, up)) {
      List<ServiceContainer> its =
          up.stream().filter(container -> container.service().equals(program)).toList();
      if (!its.isEmpty()) {
        docker.stop(its);
        terminal.dataLine("stopped " + program);
        hasStopped = true;
      }
    }
    if (!hasStopped) {
      terminal.talkLine("nothing runs that was started here");
    }
    return hooks.tell(ServiceHooks.Phase.post_stop, "stopped", stopping, up)
        ? ExitCode.FINE
        : ExitCode.RUN_FAILED;
  }

  /** Returns the services of which something runs, in the order of their ends. */
  static List<Platform.Placed> stopping(
      Platform platform, List<String> asked, List<ServiceContainer> up) {
    return platform.services().reversed().stream()
        .filter(service -> !service.isExternal())
        .filter(service -> asked.isEmpty() || asked.contains(service.name()))
        .filter(service -> up.stream().anyMatch(one -> one.service().equals(service.name())))
        .toList();
  }

  /**
   * Returns the programs of compose in the order of their ends: first what the product includes no
   * more, then each before what it waits for.
   */
  static List<String> order(Platform platform, List<String> asked, List<ServiceContainer> up) {
    List<String> starts = new ArrayList<>();
    for (Platform.Placed service : platform.services()) {
      if (!service.isExternal() && (asked.isEmpty() || asked.contains(service.name()))) {
        starts.addAll(ComposeDialect.programs(service));
      }
    }
    if (asked.isEmpty()) {
      up.stream()
          .map(ServiceContainer::service)
          .filter(program -> !starts.contains(program))
          .distinct()
          .sorted()
          .toList()
          .forEach(starts::add);
    }
    return starts.reversed();
  }
}
