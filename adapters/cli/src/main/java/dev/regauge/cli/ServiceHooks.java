package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells the product's hooks of the starts and stops of its services, by the runtime that its steps
 * have: the same actions, filters, order, limits and failure policies.
 */
final class ServiceHooks {
  private final Terminal terminal;
  private final CompiledProduct product;
  private final Platform platform;
  private final FoundDiagnostics found;

  ServiceHooks(
      Terminal terminal, CompiledProduct product, Platform platform, FoundDiagnostics found) {
    this.terminal = terminal;
    this.product = product;
    this.platform = platform;
    this.found = found;
  }

  /** When a hook is called; the names are those of the events. */
  enum Phase {
    pre_start,
    post_start,
    pre_stop,
    post_stop
  }

  /** Whether anybody listens. */
  boolean isHeard(Phase phase) {
    String event = "service." + phase;
    return product.sound().orElseThrow().spec().product().hooks().stream()
        .anyMatch(hook -> hook.events().contains(event));
  }

  /**
   * Tells of each service, one after the other.
   *
   * @param status {@code starting}, {@code started}, {@code failed}, {@code stopping}, {@code
   *     stopped}
   * @return whether it may go on: no hook failed whose policy is to end this
   */
  boolean tell(Phase phase, String status, List<Placed> services, List<ServiceContainer> containers)
      throws IOException, InterruptedException {
    if (services.isEmpty() || !isHeard(phase)) {
      return true;
    }
    ArrayNode told = JsonNodeFactory.instance.arrayNode();
    services.forEach(service -> told.add(described(service, containers)));
    List<String> arguments =
        List.of(
            "--phase",
            phase.name(),
            "--status",
            status,
            "--project-root",
            product.root().toAbsolutePath().normalize().toString(),
            "--services",
            told.toString());
    int code =
        new LocalRun(terminal)
            .ask(
                "service",
                product,
                product.sound().orElseThrow().plan(),
                arguments,
                platform.environment(),
                found);
    return code == ExitCode.FINE;
  }

  /** Returns what starts with some services: they and what they wait for, in this order. */
  List<Placed> starting(List<String> names) {
    SequencedSet<String> needed = new LinkedHashSet<>(names);
    for (Placed service : platform.services().reversed()) {
      if (needed.contains(service.name())) {
        needed.addAll(service.spec().dependsOn());
      }
    }
    return platform.services().stream()
        .filter(service -> !service.isExternal() && needed.contains(service.name()))
        .toList();
  }

  private ObjectNode described(Placed service, List<ServiceContainer> containers) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("name", service.name());
    Optional<String> container =
        containers.stream()
            .filter(one -> one.service().equals(service.name()))
            .map(ServiceContainer::name)
            .min(Comparator.naturalOrder());
    container.ifPresentOrElse(name -> tree.put("container", name), () -> tree.putNull("container"));
    ObjectNode tags = tree.putObject("tags");
    service.spec().metadata().labels().forEach(tags::put);
    ObjectNode metadata = tree.putObject("metadata").put("plane", service.spec().plane());
    platform.environment().ifPresent(name -> metadata.put("environment", name));
    return tree;
  }
}
