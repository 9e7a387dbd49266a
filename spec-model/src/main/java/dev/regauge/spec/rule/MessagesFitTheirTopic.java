package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.Carriers;
import dev.regauge.spec.graph.PlacedMessage;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TopicSpec;

/** A topic that is included is written to by the bus on which it lies. */
final class MessagesFitTheirTopic implements Rule {

  private static final Code CODE = new Code("RG-RULE-461");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (PlacedMessage one : PlacedMessage.of(graph.product())) {
      for (TopicSpec topic : graph.product().topics()) {
        if (topic.metadata().name().equals(one.topic()) && !typeOf(topic).equals(one.bus())) {
          out.add(wrong(graph, one, topic));
        }
      }
    }
  }

  private static String typeOf(TopicSpec topic) {
    boolean isControl = topic.bus().orElse(byClass(topic)).equals("control");
    return isControl ? Carriers.CONTROL_BUS : Carriers.DATA_BUS;
  }

  private static String byClass(TopicSpec topic) {
    return topic.delivery().equals("signal") ? "control" : "data";
  }

  private static Diagnostic wrong(SpecGraph graph, PlacedMessage one, TopicSpec topic) {
    boolean isSignal = typeOf(topic).equals(Carriers.CONTROL_BUS);
    return Diagnostic.error(
            CODE,
            "topic '"
                + one.topic()
                + "' lies on the "
                + (isSignal ? "control" : "data")
                + " bus, and "
                + one.who()
                + " writes to the other")
        .at(one.topicPath(), graph.locator())
        .label("of the class " + topic.delivery())
        .help(
            one.who().equals("lineage")
                ? "name a durable topic: what is replayed lies on the data bus"
                : isSignal
                    ? "write 'nats: {subject: " + one.topic() + "}', or name a durable topic"
                    : "write 'kafka: {topic: " + one.topic() + "}', or name a signal");
  }
}
