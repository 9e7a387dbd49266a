package dev.regauge.services.topics;

import dev.regauge.templates.literal.MarkdownText;
import dev.regauge.templates.literal.PlainName;
import java.util.ArrayList;
import java.util.List;

/** The variables of {@code topics-README.md.ftl}. */
public record TopicsView(
    PlainName product,
    PlainName namespace,
    PlainName cluster,
    List<PlainName> kafkaUsers,
    List<Password> natsUsers,
    List<MarkdownText> differences) {

  /** A secret that has to be made, and the variable of the server that holds its password. */
  public record Password(PlainName secret, PlainName variable) {}

  static TopicsView of(Topics topics, List<String> differences) {
    List<String> nats = new ArrayList<>();
    if (!topics.ofControl().isEmpty()) {
      nats.add(NatsLowering.CONTROLLER);
      nats.addAll(NatsAccounts.rights(topics).keySet());
    }
    return new TopicsView(
        PlainName.of(topics.product()),
        PlainName.of(topics.namespace()),
        PlainName.of(topics.buses().kafka()),
        DataRights.of(topics).keySet().stream().map(PlainName::of).toList(),
        nats.stream()
            .map(
                user ->
                    new Password(
                        PlainName.of(NatsAccounts.secret(user)),
                        PlainName.of(NatsAccounts.variable(user))))
            .toList(),
        differences.stream().map(MarkdownText::of).toList());
  }
}
