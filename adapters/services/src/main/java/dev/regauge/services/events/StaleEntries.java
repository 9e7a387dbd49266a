package dev.regauge.services.events;

import dev.regauge.services.topics.Topics.Placed;
import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Severity;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.TopicSpec.ConsumerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is declared is used. Only of who is known whole: where nobody can tell what a code uses, and
 * of a service whose code nobody has named, nothing is called stale.
 */
final class StaleEntries {
  static final Code CODE = new Code("RG-EVT-003");

  /** An entry that its user's code never uses. */
  private record Stale(SpecPath at, String message) {}

  private final BusContract contract;
  private final Severity severity;

  private StaleEntries(BusContract contract, Severity severity) {
    this.contract = contract;
    this.severity = severity;
  }

  static void judge(BusContract contract, Severity severity) {
    StaleEntries rule = new StaleEntries(contract, severity);
    contract.topics().forEach(rule::judge);
  }

  private void judge(Placed topic) {
    List<Stale> stale = new ArrayList<>();
    List<String> producers = topic.spec().producers();
    for (int i = 0; i < producers.size(); i++) {
      String name = producers.get(i);
      if (known(name).filter(user -> !sends(user, topic)).isPresent()) {
        String message = "'" + name + "' never sends to topic '" + topic.name() + "'";
        stale.add(new Stale(topic.at().field("producers").at(i), message));
      }
    }
    List<ConsumerSpec> consumers = topic.spec().consumers();
    for (int i = 0; i < consumers.size(); i++) {
      ConsumerSpec consumer = consumers.get(i);
      if (known(consumer.service()).filter(user -> !reads(user, topic, consumer)).isPresent()) {
        String message = "'" + consumer.service() + "' never reads topic '" + topic.name() + "'";
        stale.add(new Stale(topic.at().field("consumers").at(i).field("service"), message));
      }
    }
    int entries = producers.size() + consumers.size();
    boolean isUsed =
        contract.users().stream()
            .anyMatch(user -> user.uses().stream().anyMatch(use -> isAbout(use, topic)));
    if (stale.size() == entries && !isUsed) {
      String message = "topic '" + topic.name() + "' is declared, and nobody uses it";
      add(
          topic.at().field("metadata").field("name"),
          message,
          entries == 0 ? "it has no producer and no consumer" : "none of those that it names",
          "remove its file, or name who uses it");
      return;
    }
    for (Stale one : stale) {
      add(one.at(), one.message(), "declared, and not used", "remove it from here");
    }
  }

  /** Returns a user whose uses are all known. */
  private Optional<BusUser> known(String name) {
    return contract.users().stream()
        .filter(user -> user.name().equals(name) && user.unseen().isEmpty())
        .findFirst();
  }

  private boolean sends(BusUser user, Placed topic) {
    return user.uses().stream()
        .anyMatch(use -> use.kind() == BusUse.Kind.SEND && isAbout(use, topic));
  }

  private boolean reads(BusUser user, Placed topic, ConsumerSpec consumer) {
    return user.uses().stream()
        .filter(use -> use.kind() != BusUse.Kind.SEND && isAbout(use, topic))
        .anyMatch(
            use ->
                use.group().isEmpty()
                    || use.group().get().equals(UndeclaredUses.groupOf(consumer)));
  }

  private boolean isAbout(BusUse use, Placed topic) {
    return contract.topicsOf(use).contains(topic);
  }

  private void add(SpecPath at, String message, String label, String help) {
    Diagnostic finding =
        severity == Severity.ERROR
            ? Diagnostic.error(CODE, message)
            : Diagnostic.warning(CODE, message);
    contract.out().add(finding.at(at, contract.graph().locator()).label(label).help(help));
  }
}
