package dev.regauge.services.topics;

import dev.regauge.services.topics.Right.May;
import dev.regauge.services.topics.Right.On;
import dev.regauge.services.topics.Topics.Placed;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.topic.KafkaTopicBuilder;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimpleBuilder;
import io.strimzi.api.kafka.model.user.KafkaUserBuilder;
import io.strimzi.api.kafka.model.user.KafkaUserScramSha512ClientAuthentication;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleBuilder;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResourceBuilder;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResourceBuilder;
import io.strimzi.api.kafka.model.user.acl.AclRuleType;
import io.strimzi.api.kafka.model.user.acl.StrimziAclOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Topics and users of the data bus, as Strimzi's operators take them. */
final class KafkaLowering {
  private static final long WEEK = 604_800_000L;
  private static final long HOUR = 3_600_000L;
  private static final String CLUSTER = "strimzi.io/cluster";

  private final Topics topics;

  KafkaLowering(Topics topics) {
    this.topics = topics;
  }

  /** Returns a topic, and the one for its dead letters. */
  List<KafkaTopic> topics(Placed topic) {
    List<KafkaTopic> objects = new ArrayList<>();
    String cleanup = topic.spec().cleanup().orElseThrow();
    Optional<Long> kept = topic.spec().retention().map(Milliseconds::of);
    objects.add(topic(topic, topic.name(), cleanup, kept));
    if (topic.hasDeadLetters()) {
      String name = DeadLetters.of(topic.name());
      // Somebody has to find the time to look at them.
      long dead = Math.max(WEEK, kept.orElse(WEEK));
      objects.add(topic(topic, name, "delete", Optional.of(dead)));
    }
    return objects;
  }

  private KafkaTopic topic(Placed topic, String name, String cleanup, Optional<Long> kept) {
    SortedMap<String, Object> config = new TreeMap<>();
    config.put("cleanup.policy", cleanup);
    kept.ifPresent(milliseconds -> config.put("retention.ms", milliseconds));
    // Only whole segments are thrown away, so that none may be open for longer than it is kept.
    config.put("segment.ms", Math.min(HOUR, kept.orElse(HOUR)));
    return new KafkaTopicBuilder()
        .withMetadata(
            meta(
                ObjectNames.ofTopic(name),
                ObjectLabels.labels(topic.spec().metadata()),
                ObjectLabels.annotations(topic.spec().metadata())))
        .withNewSpec()
        .withTopicName(name)
        .withPartitions(topic.spec().partitions().orElseThrow())
        .withReplicas(topic.spec().replicas().orElse(null))
        .withConfig(config)
        .endSpec()
        .build();
  }

  /** Returns the user of a service: its password is the cluster's to make. */
  KafkaUser user(String principal, SortedSet<Right> rights) {
    return new KafkaUserBuilder()
        .withMetadata(meta(principal, ObjectLabels.managed(), null))
        .withNewSpec()
        .withAuthentication(new KafkaUserScramSha512ClientAuthentication())
        .withAuthorization(
            new KafkaUserAuthorizationSimpleBuilder().withAcls(rules(rights)).build())
        .endSpec()
        .build();
  }

  private static List<AclRule> rules(SortedSet<Right> rights) {
    SortedMap<Right, List<StrimziAclOperation>> byResource = new TreeMap<>();
    for (Right right : rights) {
      Right resource = new Right(right.on(), right.name(), right.isPrefix(), May.READ);
      byResource.computeIfAbsent(resource, _ -> new ArrayList<>()).add(operation(right.may()));
    }
    List<AclRule> rules = new ArrayList<>();
    byResource.forEach(
        (resource, operations) ->
            rules.add(
                new AclRuleBuilder()
                    .withType(AclRuleType.ALLOW)
                    .withResource(resource(resource))
                    .withOperations(operations)
                    .build()));
    return rules;
  }

  private static AclRuleResource resource(Right right) {
    AclResourcePatternType form =
        right.isPrefix() ? AclResourcePatternType.PREFIX : AclResourcePatternType.LITERAL;
    return right.on() == On.TOPIC
        ? new AclRuleTopicResourceBuilder().withName(right.name()).withPatternType(form).build()
        : new AclRuleGroupResourceBuilder().withName(right.name()).withPatternType(form).build();
  }

  private static StrimziAclOperation operation(May may) {
    return switch (may) {
      case READ -> StrimziAclOperation.READ;
      case WRITE -> StrimziAclOperation.WRITE;
      case DESCRIBE -> StrimziAclOperation.DESCRIBE;
    };
  }

  private ObjectMeta meta(
      String name, Map<String, String> common, @Nullable Map<String, String> annotations) {
    SortedMap<String, String> labels = new TreeMap<>(common);
    labels.put(CLUSTER, topics.buses().kafka());
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(topics.namespace())
        .withLabels(labels)
        .withAnnotations(annotations)
        .build();
  }
}
