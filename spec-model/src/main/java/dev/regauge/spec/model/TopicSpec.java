package dev.regauge.spec.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A topic of one of the two buses: a file of kind Topic. */
public record TopicSpec(
    @Choice("regauge.dev/v1") String apiVersion,
    @Choice("Topic") String kind,
    TopicMetadataSpec metadata,
    @JsonProperty("class") @Choice({"durable", "signal"}) String delivery,
    @Choice({"data", "control"}) Optional<String> bus,
    Optional<String> reason,
    @Format(TextFormat.NAME) Optional<String> key,
    @Format(TextFormat.PATH) Optional<String> schema,
    @Choice({
          "NONE",
          "BACKWARD",
          "BACKWARD_TRANSITIVE",
          "FORWARD",
          "FORWARD_TRANSITIVE",
          "FULL",
          "FULL_TRANSITIVE"
        })
        Optional<String> compatibility,
    @Between(min = 1, max = 10000) Optional<Integer> partitions,
    @Between(min = 1, max = 100) Optional<Integer> replicas,
    @Format(TextFormat.DURATION) Optional<String> retention,
    @Choice({"delete", "compact"}) Optional<String> cleanup,
    @Format(TextFormat.PRODUCT_NAME) List<String> producers,
    List<ConsumerSpec> consumers,
    @Choice({"literal", "prefix"}) Optional<String> acl,
    Optional<Boolean> dlq,
    @Format(TextFormat.ONE_LINE) Optional<String> stream,
    @Format(TextFormat.DURATION) Optional<String> maxAge,
    @Between(min = 1, max = 1000000000) Optional<Long> maxMsgs) {

  /** Who and what the topic is. */
  public record TopicMetadataSpec(
      @Format(TextFormat.TOPIC_NAME) String name,
      @Format(TextFormat.VERSION) Optional<String> version,
      @Format(TextFormat.PRODUCT_NAME) Optional<String> domain,
      @Format(TextFormat.ONE_LINE) Optional<String> owner,
      Optional<String> description,
      @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, String> labels) {}

  /** Who reads it, in which group. */
  public record ConsumerSpec(
      @Format(TextFormat.PRODUCT_NAME) String service,
      @Format(TextFormat.ONE_LINE) Optional<String> group) {}
}
