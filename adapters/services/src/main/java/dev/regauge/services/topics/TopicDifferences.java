package dev.regauge.services.topics;

import dev.regauge.services.topics.Topics.Placed;
import dev.regauge.spec.model.TopicSpec.ConsumerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the brokers do in another way than the files of the topics say, or not at all. */
final class TopicDifferences {
  private TopicDifferences() {}

  /** Says where services are one group: on the control bus a group is one durable consumer. */
  private static List<String> shared(String stream, List<Placed> held) {
    SortedMap<String, SortedSet<String>> services = new TreeMap<>();
    for (Placed topic : held) {
      for (ConsumerSpec consumer : topic.spec().consumers()) {
        services
            .computeIfAbsent(consumer.group().orElse(consumer.service()), _ -> new TreeSet<>())
            .add(consumer.service());
      }
    }
    return services.entrySet().stream()
        .filter(group -> group.getValue().size() > 1)
        .map(
            group ->
                String.join(" and ", group.getValue())
                    + " share the consumer '"
                    + group.getKey()
                    + "' of the stream "
                    + stream
                    + ": each message goes to one of them")
        .toList();
  }

  static List<String> of(Topics topics) {
    List<String> differences = new ArrayList<>();
    for (Placed topic : topics.topics()) {
      String name = topic.name();
      if (topic.spec().schema().isPresent()) {
        differences.add(
            name
                + " takes whatever is written: the broker knows no schema, and nothing judges its"
                + " file yet");
      }
      if (topic.spec().key().isPresent() && topic.spec().cleanup().isPresent()) {
        differences.add(name + " takes messages of any key: its producers write the key");
      }
      if (DataRights.isPrefix(topic)) {
        differences.add(
            name + " is one of all '" + DataRights.prefix(name) + "…', which its services may use");
      }
    }
    NatsLowering.streams(topics)
        .forEach((stream, held) -> differences.addAll(shared(stream, held)));
    return differences;
  }
}
