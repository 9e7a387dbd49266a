package dev.regauge.services.kubernetes;

import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.spec.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;

/** What Kubernetes does in another way than the service files say, one sentence each. */
final class KubernetesDifferences {
  private KubernetesDifferences() {}

  static List<String> of(Platform platform) {
    List<String> lines = new ArrayList<>();
    for (Placed service : platform.services()) {
      ServiceSpec spec = service.spec();
      String name = service.name();
      if (service.isExternal()) {
        lines.add(
            name
                + " runs elsewhere: nothing is made for it, and those who call it may call any address");
        continue;
      }
      if (spec.restart().filter(policy -> !policy.equals("unless-stopped")).isPresent()) {
        lines.add(name + " is always started again (restart is compose's alone)");
      }
      if (spec.profile().isPresent() || !spec.isDefault().orElse(false)) {
        lines.add(
            name + " is made although it is not there by default: leave its file out of apply");
      }
      if (!spec.setup().isEmpty()) {
        lines.add(name + " has setups in its pod: they run again with each start of a pod");
      }
      spec.volumes().stream()
          .filter(volume -> volume.size().isEmpty())
          .forEach(
              volume ->
                  lines.add(
                      name + " has the disk " + volume.name() + " of 1Gi, for want of a size"));
      if (spec.database().isPresent()) {
        lines.add(name + " has a database, for which CloudNativePG must be in the cluster");
      }
      if (spec.database().flatMap(database -> database.image()).isPresent()) {
        lines.add(name + " has a database whose image must be one of CloudNativePG's operands");
      }
      if (spec.user().isEmpty()) {
        lines.add(name + " runs as user and group 1000, for want of a 'user'");
      }
    }
    return lines;
  }
}
