package dev.regauge.services.compose;

import dev.regauge.services.CommonRefusals;
import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.services.Refusals;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.ServiceSpec.ServicePortSpec;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a compose file cannot say, or would say with another meaning. */
final class ComposeRefusals {
  private final Platform platform;
  private final Refusals refusals;

  /** Who has which port of the machine, and which name, so far. */
  private final SortedMap<Integer, String> published = new TreeMap<>();

  ComposeRefusals(Platform platform, Refusals refusals) {
    this.platform = platform;
    this.refusals = refusals;
  }

  /** Adds what the services have that compose has no form for. */
  void judge() {
    for (Placed service : platform.services()) {
      if (service.isExternal()) {
        CommonRefusals.judgeElsewhere(service, refusals);
      } else {
        CommonRefusals.judge(platform, service, refusals);
        judgePorts(service);
        judgeProfile(service);
        judgeHooks(service);
        judgeNames(service);
      }
    }
  }

  private void judgePorts(Placed service) {
    List<ServicePortSpec> ports = service.spec().ports();
    for (int i = 0; i < ports.size(); i++) {
      ServicePortSpec port = ports.get(i);
      int called = port.service().orElse(port.container());
      if (called != port.container()) {
        refusals.add(
            service,
            service.at().field("ports").at(i).field("service"),
            "nothing stands before a container that could turn one port into another",
            "let it listen on " + called + ", or write 'service: " + port.container() + "'");
      }
      String other = published.putIfAbsent(called, service.name());
      if (other != null && platform.replicas(service) == 1) {
        refusals.add(
            service,
            service.at().field("ports").at(i).field("container"),
            "'" + other + "' has this port of the machine",
            "let one of the two listen on another port");
      }
    }
  }

  private void judgeProfile(Placed service) {
    boolean isDefault = service.spec().isDefault().orElse(false);
    if (isDefault && service.spec().profile().isPresent()) {
      refusals.add(
          service,
          service.at().field("profile"),
          "what has a profile starts only when somebody asks for it",
          "write 'default: false', or leave the profile out");
    }
  }

  private void judgeHooks(Placed service) {
    List<ServiceSpec.ServiceHookSpec> hooks =
        service.spec().hooks().map(ServiceSpec.ServiceHooksSpec::postStart).orElse(List.of());
    if (!hooks.isEmpty() && service.spec().health().isEmpty()) {
      refusals.add(
          service,
          service.at().field("hooks"),
          "without 'health' nobody knows when it is well",
          "write its 'health'");
    }
    for (int i = 0; i < hooks.size(); i++) {
      if (hooks.get(i).timeout().isPresent()) {
        refusals.add(
            service,
            service.at().field("hooks").field("postStart").at(i).field("timeout"),
            "a container has no time in which it must end",
            "leave timeout out, and begin the command with 'timeout SECONDS'");
      }
    }
  }

  private void judgeNames(Placed service) {
    for (Placed other : platform.services()) {
      if (ComposeLowering.helpers(service).contains(other.name())) {
        refusals.add(
            other,
            other.at().field("metadata").field("name"),
            "'" + service.name() + "' has a helper of this name",
            "give one of the two another name");
      }
    }
  }
}
