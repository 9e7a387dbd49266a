package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TopicSpec;
import java.util.List;

/** How a schema may change is promised where there is one: nothing else is ever held against it. */
final class CompatibilityHasASchema implements Rule {

  private static final Code CODE = new Code("RG-RULE-485");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<TopicSpec> topics = graph.product().topics();
    for (int i = 0; i < topics.size(); i++) {
      TopicSpec topic = topics.get(i);
      SpecPath at = SpecPath.of("topics").at(i).field("compatibility");
      // What is not written is a default, which promises nothing; its place is the topic's.
      boolean isWritten =
          !graph.locator().valueAt(at).equals(graph.locator().valueAt(SpecPath.of("topics").at(i)));
      boolean isPromise = topic.compatibility().filter(mode -> !mode.equals("NONE")).isPresent();
      if (isWritten && isPromise && topic.schema().isEmpty()) {
        out.add(
            Diagnostic.error(
                    CODE,
                    "topic '"
                        + topic.metadata().name()
                        + "' promises how its schema changes and has none")
                .at(at, graph.locator())
                .label("nothing can break this promise, or keep it")
                .help("name its 'schema', a file of Avro, or remove this"));
      }
    }
  }
}
