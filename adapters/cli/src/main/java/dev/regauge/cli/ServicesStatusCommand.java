package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.PrettyJson;
import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code regauge services status}: what the services are on this machine. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Say of each service whether it is healthy, running, starting, unhealthy, stopped or absent"
          + " on this machine.",
      "Ends with 0 when those that are there by default, or are named, are well; else with 3."
    })
final class ServicesStatusCommand implements Callable<Integer> {
  private static final String FORM = "%-20s %-10s %s";

  @Mixin ServicesArguments arguments = new ServicesArguments();

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "This one alone; may be repeated.")
  List<String> asked = new ArrayList<>();

  private final Terminal terminal;

  ServicesStatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * A service and what it is.
   *
   * @param up how many of its containers run
   * @param wanted how many there are to be
   */
  record Line(String name, ServiceState state, int up, int wanted, boolean counts) {
    static Line of(Placed service, int wanted, boolean counts, List<ServiceContainer> containers) {
      List<ServiceContainer> its =
          containers.stream().filter(one -> one.service().equals(service.name())).toList();
      int up = (int) its.stream().filter(ServiceContainer::isUp).count();
      return new Line(service.name(), ServiceState.of(its), up, wanted, counts);
    }

    /** Whether nothing is to be done about it. */
    boolean isFine() {
      return !counts || wanted == 0 || (state.isWell() && up >= wanted);
    }
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
    arguments.judgeNames(platform, asked, "look at");
    LocalDocker docker = new LocalDocker(arguments.folder(compiled));
    Optional<String> missing = docker.missing();
    if (missing.isPresent()) {
      terminal.talkLine("error: " + missing.get());
      return ExitCode.ENVIRONMENT;
    }
    List<Line> lines = lines(platform, asked, docker.containers());
    if (product.isJson()) {
      terminal.data(json(platform, lines));
    } else {
      terminal.dataLine(line("SERVICE", "STATE", "CONTAINERS"));
      lines.forEach(each -> terminal.dataLine(line(each.name(), each.state(), count(each))));
    }
    return exitCode(lines);
  }

  /** Returns 0 when all is well that is to be there, else 3. */
  static int exitCode(List<Line> lines) {
    return lines.stream().allMatch(Line::isFine) ? ExitCode.FINE : ExitCode.CHANGES;
  }

  /** Returns the services that run here, or those that were named, in the order of their starts. */
  static List<Line> lines(
      Platform platform, List<String> asked, List<ServiceContainer> containers) {
    return platform.services().stream()
        .filter(service -> !service.isExternal())
        .filter(service -> asked.isEmpty() || asked.contains(service.name()))
        .map(
            service ->
                Line.of(
                    service,
                    platform.replicas(service),
                    !asked.isEmpty() || service.spec().isDefault().orElse(false),
                    containers))
        .toList();
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, FORM, cells).stripTrailing();
  }

  private static String count(Line line) {
    return line.up() + "/" + line.wanted();
  }

  private static String json(Platform platform, List<Line> lines) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", 1);
    tree.put("product", platform.product());
    ArrayNode services = tree.putArray("services");
    for (Line line : lines) {
      services
          .addObject()
          .put("name", line.name())
          .put("state", line.state().name())
          .put("containers", line.up())
          .put("wanted", line.wanted())
          .put("default", line.counts());
    }
    return PrettyJson.text(tree);
  }
}
