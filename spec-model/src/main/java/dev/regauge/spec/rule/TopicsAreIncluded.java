package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.graph.PlacedMessage;
import dev.regauge.spec.graph.SpecGraph;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A topic or subject that a hook, an alert or lineage writes to is included, as soon as the product
 * includes any.
 */
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
    for (PlacedMessage one : PlacedMessage.of(graph.product())) {
      if (!topics.contains(one.topic())) {
        out.add(
            Diagnostic.error(CODE, "no topic '" + one.topic() + "' is included")
                .at(one.topicPath(), graph.locator())
                .label("no 'kind: Topic' has this name")
                .help(
                    NearestName.to(one.topic(), topics)
                        .map(near -> "write '" + near + "'")
                        .orElse("include its file; included are " + String.join(", ", topics))));
      }
    }
  }
}
