package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ServiceSpec;
import java.util.List;

/** A service has at least as many replicas at most as at least. */
final class ReplicasAreInOrder implements Rule {

  private static final Code CODE = new Code("RG-RULE-114");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<ServiceSpec> services = graph.product().services();
    for (int i = 0; i < services.size(); i++) {
      SpecPath at = SpecPath.of("services").at(i).field("replicas");
      String name = services.get(i).metadata().name();
      services
          .get(i)
          .replicas()
          .filter(replicas -> replicas.min().orElse(1) > replicas.max().orElse(1))
          .ifPresent(
              replicas ->
                  out.add(
                      Diagnostic.error(
                              CODE,
                              "service '"
                                  + name
                                  + "' has at least "
                                  + replicas.min().orElse(1)
                                  + " and at most "
                                  + replicas.max().orElse(1)
                                  + " replicas")
                          .at(at.field("max"), graph.locator())
                          .label("fewer than the least")
                          .help("write a 'max' of at least " + replicas.min().orElse(1))));
    }
  }
}
