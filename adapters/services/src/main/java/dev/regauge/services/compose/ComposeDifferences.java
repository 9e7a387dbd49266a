package dev.regauge.services.compose;

import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.spec.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;

/** What compose does in another way than the service files say, one sentence each. */
final class ComposeDifferences {
  private ComposeDifferences() {}

  static List<String> of(Platform platform) {
    List<String> lines = new ArrayList<>();
    for (Placed service : platform.services()) {
      ServiceSpec spec = service.spec();
      String name = service.name();
      if (service.isExternal()) {
        lines.add(name + " runs elsewhere: nothing is started for it");
        continue;
      }
      if (platform.mostReplicas(service) > platform.replicas(service)) {
        int most = platform.mostReplicas(service);
        lines.add(
            name + " has a number of replicas that does not grow (replicas.max is " + most + ")");
      }
      if (platform.replicas(service) > 1 && !spec.ports().isEmpty()) {
        lines.add(name + " has several replicas, so no port of the machine leads to it");
      }
      if (spec.volumes().stream().anyMatch(volume -> volume.size().isPresent())) {
        lines.add(name + " has disks without a limit: compose knows no size");
      }
      if (spec.health().map(ServiceSpec.HealthSpec::probe).orElse(null)
          instanceof ServiceSpec.Http) {
        lines.add(name + " is asked from inside its container, whose image needs wget or curl");
      }
      if (spec.health().map(ServiceSpec.HealthSpec::probe).orElse(null)
          instanceof ServiceSpec.Tcp) {
        lines.add(name + " is asked from inside its container, whose image needs nc or bash");
      }
      spec.hooks().stream()
          .flatMap(hooks -> hooks.postStart().stream())
          .filter(hook -> !hook.requires().isEmpty())
          .forEach(
              hook ->
                  lines.add(
                      name
                          + " has the hook "
                          + hook.name()
                          + ", whose container needs "
                          + String.join(", ", hook.requires())));
      spec.database().ifPresent(database -> lines.addAll(of(name, database)));
      if (!spec.setup().isEmpty() || spec.hooks().isPresent()) {
        lines.add(name + " has setups and hooks as containers of their own, again with each 'up'");
      }
    }
    return lines;
  }

  private static List<String> of(String name, ServiceSpec.DatabaseSpec database) {
    List<String> lines = new ArrayList<>();
    lines.add(
        name
            + " has its database in one container, on a disk without a limit; its password is part"
            + " of a URL: letters, digits, -, _ and dots");
    if (database.backup().isPresent()) {
      lines.add(name + " has a database of which nothing is copied (backup is a cluster's)");
    }
    if (database.image().isPresent()) {
      lines.add(name + " has a database whose image must start as PostgreSQL's own image does");
    }
    return lines;
  }
}
