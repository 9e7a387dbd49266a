package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ServiceSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each service that keeps rows has a database of its own, so that no other one changes them. */
final class DatabasesBelongToOneService implements Rule {

  private static final Code CODE = new Code("RG-RULE-270");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    Map<String, Integer> owners = new LinkedHashMap<>();
    List<ServiceSpec> services = graph.product().services();
    for (int i = 0; i < services.size(); i++) {
      ServiceSpec service = services.get(i);
      if (service.database().isEmpty()) {
        continue;
      }
      String name = service.database().get().name();
      Integer owner = owners.putIfAbsent(name, i);
      if (owner != null) {
        String other = services.get(owner).metadata().name();
        String own = service.metadata().name().replace('-', '_');
        out.add(
            Diagnostic.error(
                    CODE,
                    "services '"
                        + other
                        + "' and '"
                        + service.metadata().name()
                        + "' have one database, '"
                        + name
                        + "'")
                .at(place(i), graph.locator())
                .label("the database of '" + other + "'")
                .related(graph.locator().valueAt(place(owner)), "its first service")
                .help("give it one of its own, such as '" + own + "'"));
      }
    }
  }

  private static SpecPath place(int service) {
    return SpecPath.of("services").at(service).field("database").field("name");
  }
}
