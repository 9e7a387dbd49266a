package dev.regauge.spec.partition;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Partitions by value, in their written order: the values of a static set, or those that a dynamic
 * one is known to have. They have no windows and are always complete.
 */
public record ValueSet(String name, List<String> values) implements PartitionSet {

  public ValueSet {
    values = List.copyOf(values);
  }

  @Override
  public boolean contains(String key) {
    return values.contains(key);
  }

  @Override
  public Optional<Window> window(String key) {
    require(key);
    return Optional.empty();
  }

  @Override
  public List<String> keysAt(Instant instant) {
    return values;
  }

  @Override
  public List<String> requestedAt(Instant instant) {
    return values;
  }

  @Override
  public List<String> range(String first, String last) {
    require(first);
    require(last);
    int from = values.indexOf(first);
    int to = values.indexOf(last);
    if (from > to) {
      throw new IllegalArgumentException(
          "the range " + first + ".." + last + " is empty: " + first + " comes after " + last);
    }
    return values.subList(from, to + 1);
  }
}
