package dev.regauge.spec.source;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An unknown key behind a value: it may belong to what ends the value, and stand too far left. */
final class NextKey {

  private final Node.Scalar key;
  private final Node before;
  private @Nullable String owner;

  NextKey(Node.Scalar key, Node before) {
    this.key = key;
    this.before = before;
  }

  /** Whether the key is the field that the map lacks, which is one mistake then. */
  boolean isMissingIn(Node.Mapping map, String field, Trail trail) {
    boolean isFurtherLeft = key.line() > map.line() && key.column() < map.column();
    if (!key.text().equals(field) || !isFurtherLeft || !isLast(map, before)) {
      return false;
    }
    owner = trail.at(map).owner();
    return true;
  }

  private static boolean isLast(Node.Mapping map, Node value) {
    return map == value
        || switch (value) {
          case Node.Scalar _, Node.Broken _ -> false;
          case Node.Sequence list -> !list.items().isEmpty() && isLast(map, list.items().getLast());
          case Node.Mapping outer -> outer.size() > 0 && isLast(map, outer.value(outer.size() - 1));
        };
  }

  /** Returns what lacks the field that this key is. */
  Optional<String> owner(Node.Scalar unknown) {
    return unknown == key ? Optional.ofNullable(owner) : Optional.empty();
  }
}
