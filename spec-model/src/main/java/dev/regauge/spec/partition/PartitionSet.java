package dev.regauge.spec.partition;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A way to slice assets, with its keys in their order. Keys are only ever compared through their
 * set, never as texts.
 */
public sealed interface PartitionSet permits TimeSet, ValueSet, CrossSet {

  /** Returns the set's name. */
  String name();

  /** Whether the text is a key of this set. */
  boolean contains(String key);

  /** Returns the time span of a key; empty where values have no time. */
  Optional<Window> window(String key);

  /** Returns the keys that exist at an instant, oldest first. */
  List<String> keysAt(Instant instant);

  /** Returns what a tick at an instant asks for (semantics 8): one time slice, every value. */
  List<String> requestedAt(Instant instant);

  /**
   * Returns the keys from one to another, both included (semantics 13).
   *
   * @throws IllegalArgumentException when one is no key of the set, or they stand the wrong way
   */
  List<String> range(String first, String last);

  /** Fails for a text that is no key. */
  default void require(String key) {
    if (!contains(key)) {
      throw new IllegalArgumentException("'" + key + "' is no partition of " + name());
    }
  }
}
