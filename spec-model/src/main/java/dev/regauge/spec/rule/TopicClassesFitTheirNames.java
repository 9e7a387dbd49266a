package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TopicSpec;
import java.util.List;
import java.util.Optional;

/**
 * A command or a notice is a signal, a change that must be replayed is durable: some names say
 * which of them a topic is.
 */
final class TopicClassesFitTheirNames implements Rule {

  private static final Code CODE = new Code("RG-RULE-271");
  private static final List<String> SIGNALS =
      List.of(".trigger.", ".notification.", ".quality.refresh.");
  private static final List<String> CHANGES =
      List.of(".ingestion.", ".transform.", ".publish.", ".lineage.", ".quality.result.");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<TopicSpec> topics = graph.product().topics();
    for (int i = 0; i < topics.size(); i++) {
      TopicSpec topic = topics.get(i);
      SpecPath at = SpecPath.of("topics").at(i).field("class");
      classOf("." + topic.metadata().name() + ".")
          .filter(usual -> !usual.equals(topic.delivery()) && topic.reason().isEmpty())
          .ifPresent(
              usual ->
                  out.add(
                      Diagnostic.warning(
                              CODE,
                              "topic '"
                                  + topic.metadata().name()
                                  + "' is "
                                  + topic.delivery()
                                  + ", but its name is that of "
                                  + (usual.equals("signal")
                                      ? "a command or a notice"
                                      : "a change that is replayed"))
                          .at(at, graph.locator())
                          .label("usually " + usual)
                          .help("write 'class: " + usual + "', or a 'reason'")));
    }
  }

  private static Optional<String> classOf(String name) {
    if (SIGNALS.stream().anyMatch(name::contains)) {
      return Optional.of("signal");
    }
    return CHANGES.stream().anyMatch(name::contains) ? Optional.of("durable") : Optional.empty();
  }
}
