package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.Carriers;
import dev.regauge.spec.graph.PlacedMessage;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ResourceSpec;
import java.util.List;

/** A message goes by a resource of its bus's type: the one that it names, or the only one. */
final class MessagesHaveABus implements Rule {

  private static final Code CODE = new Code("RG-RULE-460");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (PlacedMessage one : PlacedMessage.of(graph.product())) {
      judge(graph, one, out);
    }
  }

  private static void judge(SpecGraph graph, PlacedMessage one, Diagnostics out) {
    List<String> buses = Carriers.in(graph.product(), one.bus());
    if (one.resource().isPresent()) {
      String name = one.resource().get();
      ResourceSpec resource = graph.product().resources().get(name);
      if (resource != null && !buses.contains(name)) {
        out.add(
            Diagnostic.error(
                    CODE,
                    "the message of "
                        + one.who()
                        + " goes by '"
                        + name
                        + "', which is not of type "
                        + one.bus())
                .at(one.at().field("resource"), graph.locator())
                .label("a resource of type " + resource.type())
                .help(
                    buses.isEmpty()
                        ? "declare a resource of type " + one.bus()
                        : "name one of type " + one.bus() + ": " + String.join(", ", buses)));
      }
      return;
    }
    if (buses.size() == 1) {
      return;
    }
    out.add(
        buses.isEmpty()
            ? Diagnostic.error(
                    CODE,
                    one.who()
                        + " sends a message, and the product has no resource of type "
                        + one.bus())
                .at(one.topicPath(), graph.locator())
                .label("nothing carries it")
                .help("write '" + example(one.bus()) + "'")
            : Diagnostic.error(CODE, one.who() + " does not say which bus carries its message")
                .at(one.topicPath(), graph.locator())
                .label("there are " + String.join(", ", buses))
                .help("write 'resource: " + buses.getFirst() + "' beside it"));
  }

  private static String example(String bus) {
    return bus.equals(Carriers.DATA_BUS)
        ? "resources: {bus: {type: kafka, config: {bootstrap_servers: {env:"
            + " KAFKA_BOOTSTRAP_SERVERS}}}}"
        : "resources: {signals: {type: nats, config: {url: {env: NATS_URL}}}}";
  }
}
