package dev.regauge.spec.partition;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How the keys of a downstream set stand for keys of an upstream set (semantics 10). */
public sealed interface KeyMapping {

  /** Returns the mapping in one line, for example {@code window(-1, 0)}; equal texts map alike. */
  default String text() {
    return switch (this) {
      case Identity _ -> "identity";
      case All _ -> "all";
      case Last _ -> "last";
      case Overlap window -> "window(" + window.start() + ", " + window.end() + ")";
      case Fixed fixed -> "static" + fixed.downstreamOfUpstream();
      case Dimensions dimensions ->
          dimensions.mappings().entrySet().stream()
              .map(dimension -> dimension.getKey() + "=" + dimension.getValue().text())
              .collect(Collectors.joining(", ", "dims{", "}"));
    };
  }

  /** The same key. */
  record Identity() implements KeyMapping {}

  /** Every key that exists. */
  record All() implements KeyMapping {}

  /** The last key that exists. */
  record Last() implements KeyMapping {}

  /**
   * The upstream windows that overlap ours, whose start and end are first moved by that many of our
   * own windows: {@code -1, 0} is ours and the one before.
   */
  record Overlap(int start, int end) implements KeyMapping {}

  /** One downstream key for each upstream key that has one. */
  record Fixed(SortedMap<String, String> downstreamOfUpstream) implements KeyMapping {
    public Fixed {
      downstreamOfUpstream = Collections.unmodifiableSortedMap(new TreeMap<>(downstreamOfUpstream));
    }
  }

  /**
   * Each dimension of its own; a dimension of the upstream that is not named is free (all keys that
   * exist), one of the downstream that is not named plays no part. A set without dimensions counts
   * as one whose only dimension has its name.
   *
   * @param mappings by the dimension's name, the same on both sides
   */
  record Dimensions(SortedMap<String, KeyMapping> mappings) implements KeyMapping {
    public Dimensions {
      mappings = Collections.unmodifiableSortedMap(new TreeMap<>(mappings));
    }
  }
}
