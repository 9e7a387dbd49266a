package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.ActionSpec;
import dev.regauge.spec.model.ObservabilitySpec.LineageSpec;
import dev.regauge.spec.model.ProductSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a product sends to a bus by itself, and where that is written.
 *
 * @param who who sends it, as findings say it
 * @param bus the type of the resource that carries it
 * @param topic the topic of Kafka or the subject of NATS
 * @param resource the bus that is named
 * @param at where the topic's and the resource's owner is written
 * @param field the field of the topic there
 */
public record PlacedMessage(
    String who, String bus, String topic, Optional<String> resource, SpecPath at, String field) {

  /** Returns where the topic is written. */
  public SpecPath topicPath() {
    return at.field(field);
  }

  /** Returns the messages of a product: of its hooks, its alerts, its lineage. */
  public static List<PlacedMessage> of(ProductSpec product) {
    List<PlacedMessage> all = new ArrayList<>();
    for (PlacedAction one : PlacedAction.of(product)) {
      Optional<String> resource = Carriers.namedBy(one.action());
      if (one.action() instanceof ActionSpec.Kafka kafka) {
        all.add(
            new PlacedMessage(
                one.owner(), Carriers.DATA_BUS, kafka.topic(), resource, one.at(), "topic"));
      } else if (one.action() instanceof ActionSpec.Nats nats) {
        all.add(
            new PlacedMessage(
                one.owner(), Carriers.CONTROL_BUS, nats.subject(), resource, one.at(), "subject"));
      }
    }
    Optional<LineageSpec> asked =
        product
            .observability()
            .lineage()
            .filter(spec -> spec.enabled().orElse(true))
            .filter(spec -> spec.transport().filter("kafka"::equals).isPresent());
    if (asked.isPresent() && asked.get().topic().isPresent()) {
      SpecPath at = SpecPath.of("observability").field("lineage");
      String topic = asked.get().topic().get();
      all.add(
          new PlacedMessage(
              "lineage", Carriers.DATA_BUS, topic, asked.get().resource(), at, "topic"));
    }
    return all;
  }
}
