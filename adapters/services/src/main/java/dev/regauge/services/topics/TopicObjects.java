package dev.regauge.services.topics;

import dev.regauge.adapters.spi.Bundle;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.services.Rendered;
import dev.regauge.services.YamlText;
import dev.regauge.services.topics.Topics.Placed;
import dev.regauge.spec.model.TopicSpec.ConsumerSpec;
import dev.regauge.templates.Renderer;
import dev.regauge.templates.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The files of a product's topics: one for each topic and user of Kafka, and for each stream. */
public final class TopicObjects {
  private static final Template<NatsAccounts> ACCOUNTS =
      new Template<>("templates/services/nats-accounts.conf.ftl", NatsAccounts.class);
  private static final Template<TopicsView> README =
      new Template<>("templates/services/topics-README.md.ftl", TopicsView.class);

  private final Topics topics;
  private final List<BundleFile> files = new ArrayList<>();

  private TopicObjects(Topics topics) {
    this.topics = topics;
  }

  /** Returns the files; only for topics of a product in which no rule finds a mistake. */
  public static Rendered render(Topics topics) {
    TopicObjects objects = new TopicObjects(topics);
    objects.addKafka();
    if (!topics.ofControl().isEmpty()) {
      objects.addNats();
    }
    List<String> differences = TopicDifferences.of(topics);
    objects.files.add(
        BundleFile.text(
            "README.md", Renderer.standard().render(README, TopicsView.of(topics, differences))));
    return new Rendered(new Bundle(new TargetName("topics"), objects.files), differences);
  }

  private void addKafka() {
    KafkaLowering kafka = new KafkaLowering(topics);
    for (Placed topic : topics.ofData()) {
      String path = "kafka/topics/" + ObjectNames.ofTopic(topic.name()) + ".yaml";
      add(path, kafka.topics(topic), List.of(topic));
    }
    DataRights.of(topics)
        .forEach(
            (principal, rights) ->
                add(
                    "kafka/users/" + principal + ".yaml",
                    List.of(kafka.user(principal, rights)),
                    topics.ofData().stream().filter(topic -> isOf(topic, principal)).toList()));
  }

  private void addNats() {
    NatsLowering nats = new NatsLowering(topics);
    NatsLowering.streams(topics)
        .forEach(
            (stream, held) ->
                add(
                    "nats/streams/" + ObjectNames.ofWord(stream) + ".yaml",
                    nats.objects(stream, held),
                    held));
    add("nats/account.yaml", List.of(nats.login()), topics.ofControl());
    String accounts = Renderer.standard().render(ACCOUNTS, NatsAccounts.of(topics));
    files.add(BundleFile.text("nats/accounts.conf", accounts, origins(topics.ofControl())));
  }

  private static boolean isOf(Placed topic, String principal) {
    return topic.spec().producers().contains(principal)
        || topic.spec().consumers().stream().map(ConsumerSpec::service).anyMatch(principal::equals);
  }

  private void add(String path, List<? extends Object> objects, List<Placed> from) {
    files.add(BundleFile.text(path, YamlText.print(topics.product(), objects), origins(from)));
  }

  private static List<String> origins(List<Placed> from) {
    return List.copyOf(new TreeSet<>(from.stream().map(t -> "topics[" + t.name() + "]").toList()));
  }
}
