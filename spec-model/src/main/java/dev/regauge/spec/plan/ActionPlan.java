package dev.regauge.spec.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** What is done when something happened. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ActionPlan.Webhook.class, name = "webhook"),
  @JsonSubTypes.Type(value = ActionPlan.Slack.class, name = "slack"),
  @JsonSubTypes.Type(value = ActionPlan.Kafka.class, name = "kafka"),
  @JsonSubTypes.Type(value = ActionPlan.Nats.class, name = "nats"),
  @JsonSubTypes.Type(value = ActionPlan.Command.class, name = "command"),
  @JsonSubTypes.Type(value = ActionPlan.Python.class, name = "python"),
  @JsonSubTypes.Type(value = ActionPlan.Email.class, name = "email")
})
public sealed interface ActionPlan {

  /** Returns the values that say where it goes, and by which right. */
  default List<Value> values() {
    return switch (this) {
      case Webhook webhook ->
          Stream.concat(Stream.of(webhook.url()), webhook.headers().values().stream()).toList();
      case Slack slack -> List.of(slack.url());
      case Kafka _, Nats _, Command _, Python _, Email _ -> List.of();
    };
  }

  /** Returns the resource that carries it: a mail server or a bus. */
  default Optional<String> carrier() {
    return switch (this) {
      case Kafka kafka -> Optional.of(kafka.resource());
      case Nats nats -> Optional.of(nats.resource());
      case Email email -> Optional.of(email.resource());
      case Webhook _, Slack _, Command _, Python _ -> Optional.empty();
    };
  }

  /** A call of an HTTP address with the event as its body. */
  record Webhook(Value url, SortedMap<String, Value> headers) implements ActionPlan {}

  /** A message to a Slack address. */
  record Slack(Value url) implements ActionPlan {}

  /**
   * A message on a topic of the data bus.
   *
   * @param resource the bus
   */
  record Kafka(String resource, String topic) implements ActionPlan {}

  /**
   * A message on a subject of the control bus.
   *
   * @param resource the bus
   */
  record Nats(String resource, String subject) implements ActionPlan {}

  /** A command without a shell; the event is its input. */
  record Command(List<String> argv) implements ActionPlan {}

  /** A function that gets the event. */
  record Python(String entrypoint) implements ActionPlan {}

  /**
   * A mail.
   *
   * @param resource the server that sends it
   */
  record Email(List<String> to, String resource) implements ActionPlan {}
}
