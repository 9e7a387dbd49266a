package dev.regauge.services.events;

import dev.regauge.services.topics.Topics.Placed;
import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.model.TopicSpec.ConsumerSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who uses a topic is declared to do so: the topic, and its producer or consumer. */
final class UndeclaredUses {
  static final Code CODE = new Code("RG-EVT-001");

  private final BusContract contract;
  private final BusUser user;

  private UndeclaredUses(BusContract contract, BusUser user) {
    this.contract = contract;
    this.user = user;
  }

  static void judge(BusContract contract) {
    for (BusUser user : contract.users()) {
      UndeclaredUses rule = new UndeclaredUses(contract, user);
      user.uses().forEach(rule::judge);
    }
  }

  private void judge(BusUse use) {
    if (contract.isOfDeadLetters(use.name())) {
      return; // the consumers write them, and whoever mends them reads them
    }
    List<Placed> topics = contract.topicsOf(use);
    if (use.kind() == BusUse.Kind.CONSUME) {
      judgeDurable(use, topics);
    } else if (topics.isEmpty()) {
      if (!use.isCheckedByRules()) {
        undeclared(use);
      }
    } else {
      judgeTopic(use, topics.getFirst());
    }
  }

  private void undeclared(BusUse use) {
    SortedSet<String> known =
        contract.topics().stream().map(Placed::name).collect(Collectors.toCollection(TreeSet::new));
    String declare = "declare it: a file of 'kind: Topic' that product '" + owner() + "' includes";
    add(
        use,
        "no topic '" + use.name() + "' is declared",
        "'" + user.name() + "' " + use.kind().verb() + " it",
        NearestName.to(use.name(), known)
            .map(near -> "write '" + near + "', or " + declare)
            .orElse(declare),
        Optional.empty());
  }

  private void judgeTopic(BusUse use, Placed topic) {
    String named = "topic '" + topic.name() + "'";
    String own = topic.isControl() ? "control" : "data";
    if (use.bus().isPresent() && !use.bus().get().equals(own)) {
      if (!use.isCheckedByRules()) {
        add(
            use,
            named + " lies on the " + own + " bus, and " + use.by() + " speaks to the other",
            "of the class " + topic.spec().delivery(),
            "use a client of the " + own + " bus",
            nameOf(topic));
      }
      return;
    }
    if (use.kind() == BusUse.Kind.SEND) {
      if (!topic.spec().producers().contains(user.name())) {
        add(
            use,
            "'" + user.name() + "' sends to " + named + " and is none of its producers",
            "the broker refuses this",
            "add '" + user.name() + "' to its 'producers'",
            nameOf(topic));
      }
      return;
    }
    List<String> groups = groupsOf(topic);
    if (groups.isEmpty()) {
      add(
          use,
          "'" + user.name() + "' reads " + named + " and is none of its consumers",
          "the broker refuses this",
          "add {service: " + user.name() + "} to its 'consumers'",
          nameOf(topic));
    } else if (use.group().filter(group -> !groups.contains(group)).isPresent()) {
      add(
          use,
          "'" + user.name() + "' reads " + named + " in another group than is declared",
          "the group is '" + use.group().orElseThrow() + "'",
          "read it in the group '" + String.join("' or '", groups) + "', or declare this one",
          nameOf(topic));
    }
  }

  private void judgeDurable(BusUse use, List<Placed> ofStream) {
    String stream = "stream '" + use.name() + "'";
    List<String> groups =
        ofStream.stream().flatMap(topic -> groupsOf(topic).stream()).distinct().sorted().toList();
    if (ofStream.isEmpty()) {
      add(
          use,
          "no topic lies in " + stream,
          "'" + user.name() + "' reads it",
          "declare one: a file of 'kind: Topic' with 'stream: " + use.name() + "'",
          Optional.empty());
    } else if (groups.isEmpty()) {
      add(
          use,
          "'" + user.name() + "' reads " + stream + " and consumes none of its topics",
          "the server refuses this",
          "add {service: " + user.name() + "} to the 'consumers' of a topic in it",
          Optional.empty());
    } else if (use.group().filter(group -> !groups.contains(group)).isPresent()) {
      add(
          use,
          "'" + user.name() + "' has no consumer '" + use.group().orElseThrow() + "' of " + stream,
          "the server refuses this",
          "read it by the durable consumer '" + String.join("' or '", groups) + "'",
          Optional.empty());
    }
  }

  /** Returns the groups in which the user may read a topic. */
  private List<String> groupsOf(Placed topic) {
    return topic.spec().consumers().stream()
        .filter(one -> one.service().equals(user.name()))
        .map(UndeclaredUses::groupOf)
        .toList();
  }

  static String groupOf(ConsumerSpec consumer) {
    return consumer.group().orElse(consumer.service());
  }

  /** Returns where a topic's name is written, for who sees the same files. */
  private Optional<Span> nameOf(Placed topic) {
    return user.name().equals(owner())
        ? contract.graph().locator().valueAt(topic.at().field("metadata").field("name"))
        : Optional.empty();
  }

  private String owner() {
    return contract.graph().product().metadata().name();
  }

  private void add(BusUse use, String message, String label, String help, Optional<Span> declared) {
    Diagnostic finding = Diagnostic.error(CODE, message).label(label).help(help);
    if (use.path().isPresent()) {
      finding = finding.at(use.path().get(), use.span());
    } else if (use.span().isPresent()) {
      finding = finding.at(use.span().get());
    }
    user.out()
        .add(
            finding
                .related(use.call(), "used here")
                .related(declared, "the topic is declared here"));
  }
}
