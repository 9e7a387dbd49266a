package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.graph.PlacedAction;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ActionSpec;
import java.util.SortedSet;
import java.util.TreeSet;

/** A topic that a hook or an alert writes to is included, as soon as the product includes any. */
final class TopicsAreIncluded implements Rule {

  private static final Code CODE = new Code("RG-RULE-151");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SortedSet<String> topics = new TreeSet<>();
    graph.product().topics().forEach(topic -> topics.add(topic.metadata().name()));
    if (topics.isEmpty()) {
      return;
    }
    for (PlacedAction one : PlacedAction.of(graph.product())) {
      judge(graph, one, topics, out);
    }
  }

  private static void judge(
      SpecGraph graph, PlacedAction one, SortedSet<String> topics, Diagnostics out) {
    if (one.action() instanceof ActionSpec.Kafka kafka && !topics.contains(kafka.topic())) {
      out.add(
          Diagnostic.error(CODE, "no topic '" + kafka.topic() + "' is included")
              .at(one.path().field("kafka").field("topic"), graph.locator())
              .label("no 'kind: Topic' has this name")
              .help(
                  NearestName.to(kafka.topic(), topics)
                      .map(near -> "write '" + near + "'")
                      .orElse("include its file; included are " + String.join(", ", topics))));
    }
  }
}
