package dev.regauge.spec.source;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes to a tree, which make another one of it; what does not change is shared by both. */
final class TreeEdits {

  private static final Node NOTHING = new Node.Broken("", 0, 0, 0);

  private final Map<Node, Node> values = new IdentityHashMap<>();
  private final Map<Node, List<Added>> added = new IdentityHashMap<>();

  /** By key: the key that stands there instead. */
  private final Map<Node, Node> keys = new IdentityHashMap<>();

  private record Added(Node.Scalar key, Node value) {}

  void remove(Node value) {
    values.put(value, NOTHING);
  }

  void replace(Node value, Node other) {
    values.putIfAbsent(value, other);
  }

  void removeKey(Node.Scalar key) {
    keys.put(key, NOTHING);
  }

  void rename(Node.Scalar key, String name) {
    keys.put(key, Node.Scalar.from(key, name));
  }

  void add(Node.Mapping map, String key, Node value) {
    added
        .computeIfAbsent(map, _ -> new ArrayList<>())
        .add(new Added(Node.Scalar.from(map, key), value));
  }

  /** Returns the tree with the changes. */
  Node.Mapping in(Node.Mapping tree) {
    return changed(tree);
  }

  private @Nullable Node changedValue(Node node) {
    Node other = values.get(node);
    if (other != null) {
      return other == NOTHING ? null : other;
    }
    return switch (node) {
      case Node.Scalar _, Node.Broken _ -> node;
      case Node.Sequence list -> changed(list);
      case Node.Mapping map -> changed(map);
    };
  }

  private Node.Sequence changed(Node.Sequence list) {
    List<Node> items = new ArrayList<>(list.items().size());
    boolean isSame = true;
    for (Node item : list.items()) {
      Node other = changedValue(item);
      isSame &= other == item;
      if (other != null) {
        items.add(other);
      }
    }
    return isSame ? list : Node.Sequence.from(list, items);
  }

  private Node.Mapping changed(Node.Mapping map) {
    List<Added> more = added.getOrDefault(map, List.of());
    Node.Mapping other = null;
    for (int i = 0; i < map.size(); i++) {
      Node key = keys.getOrDefault(map.key(i), map.key(i));
      Node value = changedValue(map.value(i));
      if (other == null && (key != map.key(i) || value != map.value(i))) {
        other = Node.Mapping.like(map);
        for (int before = 0; before < i; before++) {
          other.add(map.key(before), map.value(before));
        }
      }
      if (other != null && value != null && key instanceof Node.Scalar name) {
        if (other.positionOf(name.text()) < 0) {
          other.add(name, value);
        }
      }
    }
    if (more.isEmpty()) {
      return other == null ? map : other;
    }
    if (other == null) {
      other = Node.Mapping.like(map);
      for (int i = 0; i < map.size(); i++) {
        other.add(map.key(i), map.value(i));
      }
    }
    for (Added one : more) {
      if (other.positionOf(one.key().text()) < 0) {
        other.add(one.key(), one.value());
      }
    }
    return other;
  }
}
