package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A durable topic lies on the data bus and is called domain.entity.vN; a signal lies on the control
 * bus; another bus has a reason. The fields of one bus mean nothing on the other, and what is
 * compacted has keys.
 */
final class TopicsFitTheirBus implements Rule {

  private static final Code CODE = new Code("RG-RULE-109");

  @Override
  public Code code() {
    return CODE;
  }

  /** What JetStream takes, however many servers there are. */
  private static final int MOST_REPLICAS = 5;

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
    if (isControl) {
      for (Map.Entry<String, Boolean> field : ofData(topic).entrySet()) {
        foreign(graph, owner, field, "data", at, out);
      }
      if (topic.replicas().filter(count -> count > MOST_REPLICAS).isPresent()) {
        out.add(
            Diagnostic.error(CODE, owner + " asks JetStream for more copies than it keeps")
                .at(at.field("replicas"), graph.locator())
                .label("at most " + MOST_REPLICAS + " on the control bus")
                .help("write 'replicas: 3', or 5"));
      }
    } else {
      for (Map.Entry<String, Boolean> field : ofControl(topic).entrySet()) {
        foreign(graph, owner, field, "control", at, out);
      }
      judgeCompacted(graph, topic, owner, at, out);
    }
  }

  private static SortedMap<String, Boolean> ofControl(TopicSpec topic) {
    return new TreeMap<>(
        Map.of(
            "stream", topic.stream().isPresent(),
            "maxAge", topic.maxAge().isPresent(),
            "maxMsgs", topic.maxMsgs().isPresent()));
  }

  private static SortedMap<String, Boolean> ofData(TopicSpec topic) {
    return new TreeMap<>(
        Map.of(
            "partitions", topic.partitions().isPresent(),
            "retention", topic.retention().isPresent(),
            "cleanup", topic.cleanup().isPresent(),
            "dlq", topic.dlq().isPresent(),
            "key", topic.key().isPresent()));
  }

  private static void foreign(
      SpecGraph graph,
      String owner,
      Map.Entry<String, Boolean> field,
      String bus,
      SpecPath at,
      Diagnostics out) {
    if (field.getValue()) {
      String other = bus.equals("data") ? "control" : "data";
      out.add(
          Diagnostic.error(
                  CODE, "'" + field.getKey() + "' of " + owner + " is the " + bus + " bus's")
              .at(at.field(field.getKey()), graph.locator())
              .label("means nothing on the " + other + " bus")
              .help("remove it, or write 'bus: " + bus + "' with a 'reason'"));
    }
  }

  private static void judgeCompacted(
      SpecGraph graph, TopicSpec topic, String owner, SpecPath at, Diagnostics out) {
    if (!topic.cleanup().filter("compact"::equals).isPresent()) {
      return;
    }
    if (topic.retention().isPresent()) {
      out.add(
          Diagnostic.error(CODE, owner + " is compacted and has a retention")
              .at(at.field("retention"), graph.locator())
              .label("the newest message of each key is kept, whatever its age")
              .help("remove it, or write 'cleanup: delete'"));
    }
    if (topic.key().isEmpty()) {
      out.add(
          Diagnostic.error(CODE, owner + " is compacted and names no key")
              .at(at.field("cleanup"), graph.locator())
              .label("the broker refuses messages without one")
              .help("write which field is its 'key'"));
    }
  }
}
