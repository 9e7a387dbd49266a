package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.HookSpec;
import dev.regauge.spec.model.ServiceSpec;
import java.util.List;
import java.util.Optional;

/**
 * A hook that asks for the starts and stops of services is of no certain assets, and belongs to a
 * product with a service that this machine runs and that has the hook's tags as its labels.
 */
final class ServiceHooksHearAService implements Rule {

  private static final Code CODE = new Code("RG-RULE-454");

  @Override
  public Code code() {
    return CODE;
  }

  static boolean isOfServices(String event) {
    return event.startsWith("service.");
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<HookSpec> hooks = graph.product().hooks();
    for (int i = 0; i < hooks.size(); i++) {
      HookSpec hook = hooks.get(i);
      for (int j = 0; j < hook.events().size(); j++) {
        String event = hook.events().get(j);
        SpecPath at = SpecPath.of("hooks").at(i).field("events").at(j);
        if (isOfServices(event)) {
          whyNever(graph, hook)
              .ifPresent(
                  why ->
                      out.add(
                          Diagnostic.error(
                                  CODE, "hook '" + hook.name() + "' would never hear of " + event)
                              .at(at, graph.locator())
                              .label(why.label())
                              .help(why.help())));
        }
      }
    }
  }

  private static Optional<Never> whyNever(SpecGraph graph, HookSpec hook) {
    List<ServiceSpec> services =
        graph.product().services().stream().filter(service -> !service.runsElsewhere()).toList();
    if (!hook.assets().isEmpty()) {
      return never(
          "the hook is of certain assets, and a service is none",
          "write a hook of its own for services, without 'assets'");
    }
    if (services.isEmpty()) {
      return never(
          "the product includes no service that this machine runs",
          "write the hook where the services are included, or leave the event out");
    }
    if (services.stream().noneMatch(service -> isTagged(service, hook))) {
      return never(
          "no service has the hook's tags as labels of its metadata",
          "write tags that are labels of a service's metadata, or leave tags out");
    }
    return Optional.empty();
  }

  private static boolean isTagged(ServiceSpec service, HookSpec hook) {
    return service.metadata().labels().entrySet().containsAll(hook.tags().entrySet());
  }

  private static Optional<Never> never(String label, String help) {
    return Optional.of(new Never(label, help));
  }

  private record Never(String label, String help) {}
}
