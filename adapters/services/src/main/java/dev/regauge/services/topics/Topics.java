package dev.regauge.services.topics;

import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.EnvironmentSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.TopicSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A product's topics, by name, and where their objects belong.
 *
 * @param namespace which the operators of both buses watch
 */
public record Topics(
    String product, String namespace, Buses buses, List<Placed> topics, Locator locator) {
  public Topics {
    topics = List.copyOf(topics);
  }

  /**
   * What the two buses are called where the objects go.
   *
   * @param kafka the cluster of the data bus, a resource of kind Kafka
   * @param account the account of the control bus
   * @param nats where the control bus listens, a URL
   */
  public record Buses(String kafka, String account, String nats) {}

  /** A topic, and where it is written. */
  public record Placed(TopicSpec spec, SpecPath at) {

    /** Returns the name by which everything calls it. */
    public String name() {
      return spec.metadata().name();
    }

    /** Whether it lies on the control bus. */
    public boolean isControl() {
      return spec.bus().filter("control"::equals).isPresent();
    }

    /** Whether what nobody could process is kept beside it. */
    public boolean hasDeadLetters() {
      return spec.dlq().orElse(false);
    }

    /** Returns the stream that holds it on the control bus. */
    public String stream() {
      return spec.stream().orElseThrow();
    }
  }

  /** Returns the topics of a sound product. */
  public static Topics of(SpecGraph graph, Optional<String> environment, Buses buses) {
    ProductSpec product = graph.product();
    List<Placed> topics = new ArrayList<>();
    for (int i = 0; i < product.topics().size(); i++) {
      topics.add(new Placed(product.topics().get(i), SpecPath.of("topics").at(i)));
    }
    topics.sort(Comparator.comparing(Placed::name));
    String name = product.metadata().name();
    return new Topics(
        name,
        environment
            .map(product.environments()::get)
            .flatMap(EnvironmentSpec::namespace)
            .orElse(product.metadata().domain().orElse("default") + "-" + name),
        buses,
        topics,
        graph.locator());
  }

  /** Returns the topics of the data bus. */
  List<Placed> ofData() {
    return topics.stream().filter(topic -> !topic.isControl()).toList();
  }

  /** Returns the topics of the control bus. */
  List<Placed> ofControl() {
    return topics.stream().filter(Placed::isControl).toList();
  }
}
