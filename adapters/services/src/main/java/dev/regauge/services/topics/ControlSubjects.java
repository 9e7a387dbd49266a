package dev.regauge.services.topics;

import dev.regauge.services.topics.Topics.Placed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The subjects of the control bus: a topic is its name, and all that is written below it. */
final class ControlSubjects {
  private ControlSubjects() {}

  /** Returns the subjects of topics, none of which holds another: the server takes no such two. */
  static List<String> of(Collection<Placed> topics) {
    SortedSet<String> names = new TreeSet<>();
    topics.forEach(topic -> names.add(topic.name()));
    List<String> subjects = new ArrayList<>();
    for (String name : names) {
      if (names.stream().noneMatch(other -> isBelow(name, other))) {
        subjects.add(name);
        subjects.add(name + ".>");
      }
    }
    return subjects;
  }

  /** Returns the subjects that who may write or read a topic has rights on. */
  static List<String> rights(Placed topic) {
    return DataRights.isPrefix(topic)
        ? List.of(DataRights.prefix(topic.name()) + ">")
        : List.of(topic.name(), topic.name() + ".>");
  }

  private static boolean isBelow(String name, String other) {
    return name.startsWith(other + ".");
  }
}
