package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * The OpenLineage events that the steps send.
 *
 * @param resource the data bus that carries them, when they are sent to a topic
 */
public record LineagePlan(
    boolean enabled,
    String transport,
    Optional<Value> endpoint,
    Optional<String> resource,
    Optional<String> topic,
    String namespace,
    Optional<String> producer,
    boolean kafkaHeaders,
    boolean columnLineage,
    List<String> facets) {

  /** A value that is written as null is none. */
  public LineagePlan {
    endpoint = ValueJson.present(endpoint);
  }
}
