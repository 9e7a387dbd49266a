package dev.regauge.services.topics;

import dev.regauge.services.topics.Right.May;
import dev.regauge.services.topics.Right.On;
import dev.regauge.services.topics.Topics.Placed;
import dev.regauge.spec.model.TopicSpec.ConsumerSpec;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What each service may do on the data bus, over all topics. */
final class DataRights {
  private final SortedMap<String, SortedSet<Right>> found = new TreeMap<>();

  private DataRights() {}

  /** Returns the rights by the name of the service or product that has them. */
  static SortedMap<String, SortedSet<Right>> of(Topics topics) {
    DataRights rights = new DataRights();
    topics.ofData().forEach(rights::add);
    return rights.found;
  }

  private void add(Placed topic) {
    for (String producer : topic.spec().producers()) {
      topic(producer, topic, topic.name(), May.WRITE);
    }
    for (ConsumerSpec consumer : topic.spec().consumers()) {
      topic(consumer.service(), topic, topic.name(), May.READ);
      String group = consumer.group().orElse(consumer.service());
      to(consumer.service()).add(new Right(On.GROUP, group, false, May.READ));
      if (topic.hasDeadLetters()) {
        // Who gives a message up puts it aside; who reads what was put aside is another matter.
        topic(consumer.service(), topic, DeadLetters.of(topic.name()), May.WRITE);
      }
    }
  }

  private void topic(String principal, Placed topic, String name, May may) {
    boolean isPrefix = isPrefix(topic);
    String resource = isPrefix ? prefix(name) : name;
    to(principal).add(new Right(On.TOPIC, resource, isPrefix, may));
    to(principal).add(new Right(On.TOPIC, resource, isPrefix, May.DESCRIBE));
  }

  private SortedSet<Right> to(String principal) {
    return found.computeIfAbsent(principal, _ -> new TreeSet<>());
  }

  /** Whether the rights on a topic are those on its next versions too. */
  static boolean isPrefix(Placed topic) {
    return topic.spec().acl().filter("prefix"::equals).isPresent();
  }

  /** Returns a name up to its last dot: a topic's without its version. */
  static String prefix(String name) {
    return name.substring(0, name.lastIndexOf('.') + 1);
  }
}
