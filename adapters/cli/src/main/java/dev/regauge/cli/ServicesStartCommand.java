package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.services.Platform;
import dev.regauge.services.Rendered;
import dev.regauge.services.compose.ComposeDialect;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code regauge services start}: the services on this machine, by Docker Compose. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Start services on this machine, and wait until they are well.",
      "Needs Docker with Compose 2.20 or newer; without it nothing is started."
    })
final class ServicesStartCommand implements Callable<Integer> {
  @Mixin ServicesArguments arguments = new ServicesArguments();

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "One that is not there by default, too; may be repeated.")
  List<String> asked = new ArrayList<>();

  private final Terminal terminal;

  ServicesStartCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ProductArgument product = arguments.product;
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = product.compiler(found).compile(product.file(), found);
    if (compiled.sound().isEmpty()) {
      Findings.print(terminal, product, found, compiled);
      return Findings.exitCode(found);
    }
    Platform platform = arguments.platform(compiled);
    List<String> names = names(platform);
    ComposeDialect dialect = new ComposeDialect();
    dialect.judge(platform, found);
    Path work = arguments.work(compiled);
    if (!found.hasErrors()) {
      Rendered rendered = dialect.render(platform);
      RenderedFolder.write(work, rendered, compiled, true, found);
    }
    Findings.print(terminal, product, found, compiled);
    if (found.hasErrors()) {
      return Findings.exitCode(found);
    }
    LocalDocker docker = new LocalDocker(work.resolve(dialect.name()));
    Optional<String> missing = docker.missingToStart();
    if (missing.isPresent()) {
      terminal.talkLine("error: " + missing.get());
      terminal.talkLine(
          "nothing was started; 'regauge services render' writes files for another machine");
      return ExitCode.ENVIRONMENT;
    }
    ServiceHooks hooks = new ServiceHooks(terminal, compiled, platform, found);
    List<Platform.Placed> starting = hooks.starting(names);
    if (!hooks.tell(ServiceHooks.Phase.pre_start, "starting", starting, List.of())) {
      terminal.talkLine("nothing was started: a hook is against it");
      return ExitCode.RUN_FAILED;
    }
    int code = up(compiled, docker, names);
    boolean isHeard = hooks.isHeard(ServiceHooks.Phase.post_start);
    List<ServiceContainer> containers = isHeard ? docker.containers() : List.of();
    String status = code == ExitCode.FINE ? "started" : "failed";
    boolean isFine = hooks.tell(ServiceHooks.Phase.post_start, status, starting, containers);
    return isFine || code != ExitCode.FINE ? code : ExitCode.RUN_FAILED;
  }

  private List<String> names(Platform platform) {
    arguments.judgeNames(platform, asked, "start");
    List<String> names =
        platform.services().stream()
            .filter(service -> !service.isExternal())
            .filter(
                service ->
                    service.spec().isDefault().orElse(false) || asked.contains(service.name()))
            .map(Platform.Placed::name)
            .toList();
    if (names.isEmpty()) {
      throw arguments.product.usage(
          "no service is there by default; name one by --service: "
              + String.join(", ", ServicesArguments.known(platform)));
    }
    return names;
  }

  private int up(CompiledProduct compiled, LocalDocker docker, List<String> names)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("docker", "compose", "--file", docker.composeFile().toString()));
    command.addAll(List.of("up", "--detach", "--wait"));
    command.addAll(names);
    ProcessBuilder program = new ProcessBuilder(command);
    program.environment().putIfAbsent("REGAUGE_PRODUCT_ROOT", compiled.root().toString());
    int code = ChildProcess.run(program, terminal.out(), terminal.err());
    return code == 0 ? ExitCode.FINE : ExitCode.ENVIRONMENT;
  }
}
