package dev.regauge.services.events;

import dev.regauge.services.topics.Topics.Placed;
import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Every service that a topic or a value names is there: an included service, or a known product.
 */
final class UnknownPrincipals {
  static final Code CODE = new Code("RG-EVT-002");

  private final BusContract contract;
  private final SortedSet<String> known = new TreeSet<>();

  private UnknownPrincipals(BusContract contract) {
    this.contract = contract;
    for (BusUser user : contract.users()) {
      known.add(user.name());
      user.product()
          .ifPresent(
              graph ->
                  graph
                      .product()
                      .services()
                      .forEach(service -> known.add(service.metadata().name())));
    }
  }

  static void judge(BusContract contract) {
    UnknownPrincipals rule = new UnknownPrincipals(contract);
    contract.topics().forEach(rule::judge);
    for (BusUser user : contract.users()) {
      user.product().ifPresent(graph -> rule.judgeValues(graph, user.out()));
    }
  }

  private void judge(Placed topic) {
    for (int i = 0; i < topic.spec().producers().size(); i++) {
      judge(
          topic.spec().producers().get(i),
          "a producer of topic '" + topic.name() + "'",
          topic.at().field("producers").at(i));
    }
    for (int i = 0; i < topic.spec().consumers().size(); i++) {
      judge(
          topic.spec().consumers().get(i).service(),
          "a consumer of topic '" + topic.name() + "'",
          topic.at().field("consumers").at(i).field("service"));
    }
  }

  private void judge(String name, String what, SpecPath at) {
    if (!known.contains(name)) {
      add(
          name,
          "'" + name + "' is " + what + ", and nothing of this name is declared",
          at,
          contract.graph().locator(),
          contract.out());
    }
  }

  /** Of a product that includes services, its own rules have said it. */
  private void judgeValues(SpecGraph graph, Diagnostics out) {
    if (!graph.product().services().isEmpty()) {
      return;
    }
    graph
        .locator()
        .texts(
            new Locator.TextVisitor() {
              @Override
              public void service(String name, Supplier<SpecPath> place) {
                if (!known.contains(name)) {
                  add(
                      name,
                      "no service '" + name + "' is declared",
                      place.get(),
                      graph.locator(),
                      out);
                }
              }
            });
  }

  private void add(String name, String message, SpecPath at, Locator locator, Diagnostics out) {
    String declare =
        "include its file of 'kind: Service' ('workload: external' when it runs elsewhere), or name"
            + " its product by --used-by or its code by --code";
    out.add(
        Diagnostic.error(CODE, message)
            .at(at, locator)
            .label("no service and no product")
            .help(
                NearestName.to(name, known)
                    .map(near -> "write '" + near + "', or " + declare)
                    .orElse(declare)));
  }
}
