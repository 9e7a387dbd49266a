package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TopicSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The topics of one stream agree about how long and how much it keeps, and no two streams take the
 * same messages: a topic of the control bus holds all that is written below its name.
 */
final class StreamsAreWhole implements Rule {

  private static final Code CODE = new Code("RG-RULE-450");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<TopicSpec> topics = graph.product().topics();
    for (int i = 0; i < topics.size(); i++) {
      for (int j = 0; j < topics.size(); j++) {
        if (i != j && isControl(topics.get(i)) && isControl(topics.get(j))) {
          judge(graph, topics.get(i), topics.get(j), i, j, out);
        }
      }
    }
  }

  private static boolean isControl(TopicSpec topic) {
    return topic.bus().filter("control"::equals).isPresent();
  }

  private static void judge(
      SpecGraph graph, TopicSpec one, TopicSpec other, int i, int j, Diagnostics out) {
    SpecPath at = SpecPath.of("topics").at(i);
    SpecPath there = SpecPath.of("topics").at(j);
    if (one.stream().equals(other.stream())) {
      if (i < j) {
        agree(graph, one, other, "maxAge", TopicSpec::maxAge, at, there, out);
        agree(graph, one, other, "maxMsgs", TopicSpec::maxMsgs, at, there, out);
        agree(graph, one, other, "replicas", TopicSpec::replicas, at, there, out);
      }
      return;
    }
    if (other.metadata().name().startsWith(one.metadata().name() + ".")) {
      out.add(
          Diagnostic.error(
                  CODE,
                  "stream '"
                      + one.stream().orElseThrow()
                      + "' and stream '"
                      + other.stream().orElseThrow()
                      + "' both take '"
                      + other.metadata().name()
                      + "'")
              .at(there.field("metadata").field("name"), graph.locator())
              .label("below '" + one.metadata().name() + "', which is in another stream")
              .related(
                  graph.locator().valueAt(at.field("metadata").field("name")), "this one holds it")
              .help("write the same 'stream' in both"));
    }
  }

  private static <T> void agree(
      SpecGraph graph,
      TopicSpec one,
      TopicSpec other,
      String field,
      Function<TopicSpec, Optional<T>> value,
      SpecPath at,
      SpecPath there,
      Diagnostics out) {
    Optional<T> mine = value.apply(one);
    Optional<T> theirs = value.apply(other);
    if (!mine.equals(theirs)) {
      out.add(
          Diagnostic.error(
                  CODE,
                  "topics '"
                      + one.metadata().name()
                      + "' and '"
                      + other.metadata().name()
                      + "' are in stream '"
                      + one.stream().orElseThrow()
                      + "' and do not agree about "
                      + field)
              .at(at.field(field), graph.locator())
              .label(text(mine) + " here")
              .related(graph.locator().valueAt(there.field(field)), text(theirs) + " here")
              .help("write the same in both, or give one of them a 'stream' of its own"));
    }
  }

  private static <T> String text(Optional<T> value) {
    return value.map(String::valueOf).orElse("nothing");
  }
}
