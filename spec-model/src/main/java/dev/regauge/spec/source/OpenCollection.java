package dev.regauge.spec.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** A list or map whose end is not read yet. */
final class OpenCollection {
  private static final int SMALL = 12;

  final boolean isMap;
  final boolean isFlow;
  final Mark start;
  final List<Node> nodes = new ArrayList<>();
  private @Nullable Map<String, Node.Scalar> keys;
  private boolean isValueLost;
  boolean hasLostEntries;

  /** Whether its tag makes something else of it than a list or a map, which nobody judges then. */
  final boolean isForeign;

  OpenCollection(CollectionStartEvent event) {
    this.isMap = event.getEventId() == Event.ID.MappingStart;
    this.isFlow = event.isFlow();
    this.start = event.getStartMark().orElseThrow();
    this.isForeign =
        event.getTag().filter(tag -> !tag.matches("tag:yaml.org,2002:(map|seq)")).isPresent();
  }

  /** Whether the next node is a key of this map. */
  boolean isKeyNext() {
    return isMap && nodes.size() % 2 == 0;
  }

  void add(Node node) {
    nodes.add(node);
    if (isValueLost) {
      isValueLost = false;
      nodes.removeLast();
      nodes.removeLast();
      return;
    }
    if (isMap && keys != null && nodes.size() % 2 == 1 && node instanceof Node.Scalar key) {
      keys.put(key.text(), key);
    }
  }

  /** Adds a key that is reported already; it goes again together with its value. */
  void addLost(Node key) {
    hasLostEntries = true;
    nodes.add(key);
    isValueLost = true;
  }

  Node.@Nullable Scalar keyLike(Node.Scalar key) {
    Map<String, Node.Scalar> index = keys;
    if (index == null) {
      if (nodes.size() < 2 * SMALL) {
        for (int i = 0; i < nodes.size(); i += 2) {
          if (nodes.get(i) instanceof Node.Scalar known && known.text().equals(key.text())) {
            return known;
          }
        }
        return null;
      }
      index = new LinkedHashMap<>();
      for (int i = 0; i < nodes.size(); i += 2) {
        if (nodes.get(i) instanceof Node.Scalar known) {
          index.put(known.text(), known);
        }
      }
      keys = index;
    }
    return index.get(key.text());
  }
}
