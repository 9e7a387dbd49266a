package dev.regauge.services.topics;

import dev.regauge.services.topics.Topics.Placed;
import java.util.ArrayList;
import java.util.List;

/** What the brokers do in another way than the files of the topics say, or not at all. */
final class TopicDifferences {
  private TopicDifferences() {}

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
    return differences;
  }
}
