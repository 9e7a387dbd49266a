package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.PrettyJson;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.model.TopicSpec;
import dev.regauge.spec.model.TopicSpec.ConsumerSpec;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code regauge topics list}: the topics by name. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the topics that a product includes, by name.")
final class TopicsListCommand implements Callable<Integer> {
  private static final String FORM = "%-36s %-8s %-8s %-9s %-24s %s";

  @Mixin ProductArgument product = new ProductArgument();

  private final Terminal terminal;

  TopicsListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = product.compiler(found).compile(product.file(), found);
    Findings.print(terminal, product, found, compiled);
    if (compiled.sound().isEmpty() || product.isForFindings()) {
      return Findings.exitCode(found);
    }
    var spec = compiled.sound().get().spec().product();
    List<TopicSpec> topics =
        spec.topics().stream().sorted(Comparator.comparing(t -> t.metadata().name())).toList();
    if (product.isJson()) {
      terminal.data(json(spec.metadata().name(), topics));
    } else {
      print(topics);
    }
    return ExitCode.FINE;
  }

  private void print(List<TopicSpec> topics) {
    if (topics.isEmpty()) {
      terminal.talkLine("the product includes no topic: name their files in 'include'");
      return;
    }
    terminal.dataLine(line("TOPIC", "CLASS", "BUS", "KEPT", "PRODUCERS", "CONSUMERS"));
    for (TopicSpec topic : topics) {
      terminal.dataLine(
          line(
              topic.metadata().name(),
              topic.delivery(),
              topic.bus().orElseThrow(),
              kept(topic),
              String.join(", ", topic.producers()),
              String.join(", ", topic.consumers().stream().map(ConsumerSpec::service).toList())));
    }
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, FORM, cells).stripTrailing();
  }

  private static String kept(TopicSpec topic) {
    return topic.retention().or(topic::maxAge).orElse("newest");
  }

  private static String json(String product, List<TopicSpec> topics) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", 1);
    tree.put("product", product);
    ArrayNode list = tree.putArray("topics");
    for (TopicSpec topic : topics) {
      ObjectNode node = list.addObject();
      node.put("name", topic.metadata().name());
      topic.metadata().owner().ifPresent(owner -> node.put("owner", owner));
      node.put("class", topic.delivery());
      node.put("bus", topic.bus().orElseThrow());
      topic.partitions().ifPresent(number -> node.put("partitions", number));
      topic.cleanup().ifPresent(cleanup -> node.put("cleanup", cleanup));
      topic.retention().ifPresent(retention -> node.put("retention", retention));
      topic.stream().ifPresent(stream -> node.put("stream", stream));
      topic.maxAge().ifPresent(age -> node.put("maxAge", age));
      topic.dlq().ifPresent(dlq -> node.put("dlq", dlq));
      topic.producers().forEach(node.putArray("producers")::add);
      ArrayNode consumers = node.putArray("consumers");
      for (ConsumerSpec consumer : topic.consumers()) {
        consumers
            .addObject()
            .put("service", consumer.service())
            .put("group", consumer.group().orElse(consumer.service()));
      }
    }
    return PrettyJson.text(tree);
  }
}
