package dev.regauge.services.topics;

import dev.regauge.services.WrittenLabels;
import dev.regauge.spec.model.TopicSpec.TopicMetadataSpec;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the objects of the buses are labelled with. */
final class ObjectLabels {
  private ObjectLabels() {}

  /** Returns the labels of every object. */
  static Map<String, String> managed() {
    return Map.of("app.kubernetes.io/managed-by", "regauge");
  }

  /** Returns the labels of a topic's objects: those that it has itself, as far as they are some. */
  static Map<String, String> labels(TopicMetadataSpec metadata) {
    SortedMap<String, String> labels = new TreeMap<>(WrittenLabels.of(metadata.labels()).labels());
    labels.putAll(managed());
    return labels;
  }

  /** Returns what is no label to Kubernetes, such as an owner: {@code team:sales}. */
  static @Nullable Map<String, String> annotations(TopicMetadataSpec metadata) {
    SortedMap<String, String> texts =
        new TreeMap<>(WrittenLabels.of(metadata.labels()).annotations());
    metadata.owner().ifPresent(owner -> texts.put("regauge.dev/owner", owner));
    metadata
        .description()
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> texts.put("regauge.dev/description", text));
    return texts.isEmpty() ? null : texts;
  }
}
