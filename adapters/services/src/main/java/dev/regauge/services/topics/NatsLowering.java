package dev.regauge.services.topics;

import dev.regauge.services.topics.NatsObjects.AccountSpec;
import dev.regauge.services.topics.NatsObjects.Login;
import dev.regauge.services.topics.NatsObjects.Resource;
import dev.regauge.services.topics.NatsObjects.SecretName;
import dev.regauge.services.topics.NatsObjects.StreamSpec;
import dev.regauge.services.topics.Topics.Placed;
import dev.regauge.spec.model.TopicSpec.ConsumerSpec;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Streams and consumers of the control bus, as the controller of JetStream takes them. */
final class NatsLowering {
  /** The user that makes streams and consumers. */
  static final String CONTROLLER = "nack-controller";

  private static final String ACK_WINDOW = "30s";

  private final Topics topics;

  NatsLowering(Topics topics) {
    this.topics = topics;
  }

  /** Returns the topics of each stream. */
  static SortedMap<String, List<Placed>> streams(Topics topics) {
    SortedMap<String, List<Placed>> streams = new TreeMap<>();
    for (Placed topic : topics.ofControl()) {
      streams.computeIfAbsent(topic.stream(), _ -> new ArrayList<>()).add(topic);
    }
    return streams;
  }

  /** Returns the topics that each group reads of a stream. */
  static SortedMap<String, List<Placed>> groups(List<Placed> stream) {
    SortedMap<String, List<Placed>> groups = new TreeMap<>();
    for (Placed topic : stream) {
      for (ConsumerSpec consumer : topic.spec().consumers()) {
        List<Placed> read =
            groups.computeIfAbsent(
                consumer.group().orElse(consumer.service()), _ -> new ArrayList<>());
        if (!read.contains(topic)) {
          read.add(topic);
        }
      }
    }
    return groups;
  }

  /** Returns a stream and the places of its groups in it. */
  List<Resource<?>> objects(String stream, List<Placed> held) {
    List<Resource<?>> objects = new ArrayList<>();
    // Rules have made sure that its topics agree.
    var settings = held.getFirst().spec();
    objects.add(
        Resource.of(
            meta(ObjectNames.ofWord(stream)),
            new StreamSpec(
                account(),
                stream,
                ControlSubjects.of(held),
                "limits",
                "old",
                "file",
                Milliseconds.go(settings.maxAge().orElseThrow()),
                settings.maxMsgs().orElseThrow(),
                settings.replicas().orElse(null))));
    groups(held)
        .forEach(
            (group, read) ->
                objects.add(
                    Resource.of(
                        meta(ObjectNames.ofWord(stream) + "." + ObjectNames.ofWord(group)),
                        new NatsObjects.ConsumerSpec(
                            account(),
                            stream,
                            group,
                            ControlSubjects.of(read),
                            "all",
                            "explicit",
                            ACK_WINDOW,
                            DeadLetters.TRIES))));
    return objects;
  }

  /** Returns as whom the controller comes to the server. */
  Resource<AccountSpec> login() {
    return Resource.of(
        meta(account()),
        new AccountSpec(
            account(),
            List.of(topics.buses().nats()),
            new Login(new SecretName(NatsAccounts.secret(CONTROLLER)), "username", "password")));
  }

  private String account() {
    return ObjectNames.ofWord(topics.buses().account());
  }

  private ObjectMeta meta(String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(topics.namespace())
        .withLabels(ObjectLabels.managed())
        .build();
  }
}
