package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.PrettyJson;
import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code regauge services list}: the services in the order in which they start. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the services that a product includes, in the order in which they start.")
final class ServicesListCommand implements Callable<Integer> {
  private static final String FORM = "%-20s %-11s %-11s %-8s %-9s %-20s %s";

  @Mixin ServicesArguments arguments = new ServicesArguments();

  private final Terminal terminal;

  ServicesListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    ProductArgument product = arguments.product;
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = product.compiler(found).compile(product.file(), found);
    Findings.print(terminal, product, found, compiled);
    if (compiled.sound().isEmpty() || product.isForFindings()) {
      return Findings.exitCode(found);
    }
    Platform platform = arguments.platform(compiled);
    if (product.isJson()) {
      terminal.data(json(platform));
    } else {
      print(platform);
    }
    return ExitCode.FINE;
  }

  private void print(Platform platform) {
    if (platform.services().isEmpty()) {
      terminal.talkLine("the product includes no service: name their files in 'include'");
      return;
    }
    terminal.dataLine(
        line("SERVICE", "PLANE", "WORKLOAD", "DEFAULT", "REPLICAS", "PORTS", "WAITS FOR"));
    for (Placed service : platform.services()) {
      terminal.dataLine(
          line(
              service.name(),
              service.spec().plane(),
              service.spec().workload().orElseThrow(),
              service.spec().isDefault().orElse(false) ? "yes" : "no",
              replicas(platform, service),
              String.join(", ", ports(service)),
              String.join(", ", service.spec().dependsOn())));
    }
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, FORM, cells).stripTrailing();
  }

  private static String replicas(Platform platform, Placed service) {
    if (service.isExternal()) {
      return "-";
    }
    int least = platform.replicas(service);
    int most = platform.mostReplicas(service);
    return least == most ? String.valueOf(least) : least + ".." + most;
  }

  private static List<String> ports(Placed service) {
    return service.spec().ports().stream()
        .map(port -> port.name() + ":" + port.service().orElse(port.container()))
        .toList();
  }

  private static String json(Platform platform) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", 1);
    tree.put("product", platform.product());
    ArrayNode services = tree.putArray("services");
    for (Placed service : platform.services()) {
      ObjectNode node = services.addObject();
      node.put("name", service.name());
      node.put("plane", service.spec().plane());
      node.put("workload", service.spec().workload().orElseThrow());
      node.put("default", service.spec().isDefault().orElse(false));
      service.spec().profile().ifPresent(profile -> node.put("profile", profile));
      if (!service.isExternal()) {
        node.put("replicas", platform.replicas(service));
        node.put("maxReplicas", platform.mostReplicas(service));
      }
      ObjectNode ports = node.putObject("ports");
      service
          .spec()
          .ports()
          .forEach(port -> ports.put(port.name(), port.service().orElse(port.container())));
      service.spec().dependsOn().forEach(node.putArray("dependsOn")::add);
    }
    return PrettyJson.text(tree);
  }
}
