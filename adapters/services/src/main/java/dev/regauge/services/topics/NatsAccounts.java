package dev.regauge.services.topics;

import dev.regauge.services.Setting;
import dev.regauge.services.topics.Topics.Placed;
import dev.regauge.spec.model.TopicSpec.ConsumerSpec;
import dev.regauge.spec.model.Value.SecretRef;
import dev.regauge.templates.literal.JsonText;
import dev.regauge.templates.literal.PlainName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The variables of {@code nats-accounts.conf.ftl}: who may write to and hear which subjects of the
 * control bus.
 */
public record NatsAccounts(
    PlainName product, PlainName account, PlainName controller, List<User> users) {

  /**
   * A user of the account.
   *
   * @param password the variable of the server that holds it
   */
  public record User(
      JsonText name, PlainName password, List<JsonText> publish, List<JsonText> subscribe) {}

  /** What answers, acknowledgements and messages that were asked for come on. */
  private static final String ANSWERS = "_INBOX.>";

  static NatsAccounts of(Topics topics) {
    List<User> users = new ArrayList<>();
    rights(topics)
        .forEach(
            (name, publish) ->
                users.add(
                    new User(
                        JsonText.of(name),
                        PlainName.of(variable(name)),
                        publish.stream().map(JsonText::of).toList(),
                        List.of(JsonText.of(ANSWERS)))));
    return new NatsAccounts(
        PlainName.of(topics.product()),
        PlainName.of(topics.buses().account()),
        PlainName.of(variable(NatsLowering.CONTROLLER)),
        users);
  }

  /** Returns the subjects that each service may write to. */
  static SortedMap<String, SortedSet<String>> rights(Topics topics) {
    SortedMap<String, SortedSet<String>> rights = new TreeMap<>();
    for (Placed topic : topics.ofControl()) {
      for (String producer : topic.spec().producers()) {
        to(rights, producer).addAll(ControlSubjects.rights(topic));
      }
      for (ConsumerSpec consumer : topic.spec().consumers()) {
        String place = topic.stream() + "." + consumer.group().orElse(consumer.service());
        SortedSet<String> subjects = to(rights, consumer.service());
        subjects.add("$JS.API.CONSUMER.INFO." + place);
        subjects.add("$JS.API.CONSUMER.MSG.NEXT." + place);
        subjects.add("$JS.ACK." + place + ".>");
      }
    }
    return rights;
  }

  private static SortedSet<String> to(SortedMap<String, SortedSet<String>> rights, String name) {
    return rights.computeIfAbsent(name, _ -> new TreeSet<>());
  }

  /** Returns the secret with a user's password, under the key {@code password}. */
  static String secret(String user) {
    return "nats-" + user;
  }

  /** Returns the variable in which the server has a user's password. */
  static String variable(String user) {
    return new Setting.FromSecret(secret(user), "password", SecretRef.KUBERNETES).variable();
  }
}
