package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TopicSpec;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A durable topic lies on the data bus and is called domain.entity.vN; a signal lies on the control
 * bus; another bus has a reason.
 */
final class TopicsFitTheirBus implements Rule {

  private static final Code CODE = new Code("RG-RULE-109");

  @Override
  public Code code() {
    return CODE;
  }

  private static final Pattern VERSIONED =
      Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9_-]+)+\\.v[1-9][0-9]*");

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<TopicSpec> topics = graph.product().topics();
    for (int i = 0; i < topics.size(); i++) {
      judge(graph, topics.get(i), SpecPath.of("topics").at(i), out);
    }
  }

  private static void judge(SpecGraph graph, TopicSpec topic, SpecPath at, Diagnostics out) {
    String owner = "topic '" + topic.metadata().name() + "'";
    boolean isSignal = topic.delivery().equals("signal");
    boolean isControl = topic.bus().filter("control"::equals).isPresent();
    if (isSignal != isControl && topic.reason().isEmpty()) {
      out.add(
          Diagnostic.error(
                  CODE,
                  owner
                      + " is of the class "
                      + topic.delivery()
                      + " and lies on the "
                      + (isControl ? "control" : "data")
                      + " bus without a reason")
              .at(at.field("bus"), graph.locator())
              .label("the other bus")
              .help("leave 'bus' out, or write a 'reason'"));
    }
    if (!isControl && !VERSIONED.matcher(topic.metadata().name()).matches()) {
      out.add(
          Diagnostic.error(CODE, owner + " on the data bus has no version in its name")
              .at(at.field("metadata").field("name"), graph.locator())
              .label("not <domain>.<entity>.v<N>")
              .help("write '" + topic.metadata().name() + ".v1'"));
    }
    if (!isSignal) {
      signalOnly(graph, owner, "stream", topic.stream().isPresent(), at, out);
      signalOnly(graph, owner, "maxAge", topic.maxAge().isPresent(), at, out);
      signalOnly(graph, owner, "maxMsgs", topic.maxMsgs().isPresent(), at, out);
    }
  }

  private static void signalOnly(
      SpecGraph graph, String owner, String field, boolean isThere, SpecPath at, Diagnostics out) {
    if (isThere) {
      out.add(
          Diagnostic.error(CODE, "'" + field + "' of " + owner + " is a signal's")
              .at(at.field(field), graph.locator())
              .label("means nothing for a durable topic")
              .help("remove it, or write 'class: signal'"));
    }
  }
}
