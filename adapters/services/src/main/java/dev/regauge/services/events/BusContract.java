package dev.regauge.services.events;

import dev.regauge.services.topics.Topics.Placed;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TopicSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The topics that a product includes, and everybody whose use of them is known.
 *
 * @param topics by name
 * @param users the including product first, then the others by name
 * @param out where findings about the declarations go
 */
public record BusContract(
    SpecGraph graph, List<Placed> topics, List<BusUser> users, Diagnostics out) {

  /** What stands before a topic's name in that of its dead letters. */
  static final String DEAD_LETTERS = "__dlq.";

  public BusContract {
    topics = List.copyOf(topics);
    users = List.copyOf(users);
  }

  /** Returns the contract of a resolved product. */
  public static BusContract of(SpecGraph graph, List<BusUser> users, Diagnostics out) {
    List<TopicSpec> written = graph.product().topics();
    List<Placed> topics = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      topics.add(new Placed(written.get(i), SpecPath.of("topics").at(i)));
    }
    topics.sort(Comparator.comparing(Placed::name));
    return new BusContract(graph, topics, users, out);
  }

  /**
   * Returns the topic that a name is of: a subject belongs to the topic of the control bus that it
   * is or lies below.
   */
  Optional<Placed> topicOf(String name) {
    return topics.stream()
        .filter(topic -> covers(topic, name))
        .max(Comparator.comparing(topic -> topic.name().length()));
  }

  /** Returns the topics that one use is about; of a durable consumer those of its stream. */
  List<Placed> topicsOf(BusUse use) {
    if (use.kind() == BusUse.Kind.CONSUME) {
      return topics.stream()
          .filter(topic -> topic.isControl() && topic.stream().equals(use.name()))
          .toList();
    }
    return topicOf(use.name()).stream().toList();
  }

  /** Whether a name is that of the dead letters of one of the topics. */
  boolean isOfDeadLetters(String name) {
    return name.startsWith(DEAD_LETTERS)
        && topicOf(name.substring(DEAD_LETTERS.length()))
            .filter(Placed::hasDeadLetters)
            .isPresent();
  }

  private static boolean covers(Placed topic, String name) {
    return name.equals(topic.name()) || (topic.isControl() && name.startsWith(topic.name() + "."));
  }
}
