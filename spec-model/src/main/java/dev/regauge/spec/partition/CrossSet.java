package dev.regauge.spec.partition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Every combination of the keys of its dimensions, which stand by name and are joined by {@code |}:
 * {@code 2026-03-01|eu} for {@code date} and {@code region}.
 */
public record CrossSet(String name, SortedMap<String, PartitionSet> dimensions)
    implements PartitionSet {

  public CrossSet {
    dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
  }

  /** Returns the key's part for each dimension; empty for a text that is no key. */
  public Optional<SortedMap<String, String>> parts(String key) {
    String[] texts = key.split("\\|", -1);
    if (texts.length != dimensions.size()) {
      return Optional.empty();
    }
    SortedMap<String, String> parts = new TreeMap<>();
    int i = 0;
    for (var dimension : dimensions.entrySet()) {
      String text = texts[i++];
      if (!dimension.getValue().contains(text)) {
        return Optional.empty();
      }
      parts.put(dimension.getKey(), text);
    }
    return Optional.of(parts);
  }

  /** Returns every combination, the last dimension turning fastest. */
  static List<String> combined(List<List<String>> parts) {
    List<String> keys = List.of();
    boolean isFirst = true;
    for (List<String> part : parts) {
      List<String> longer = new ArrayList<>();
      if (isFirst) {
        longer.addAll(part);
      }
      for (String key : keys) {
        part.forEach(text -> longer.add(key + "|" + text));
      }
      keys = longer;
      isFirst = false;
    }
    return keys;
  }

  @Override
  public boolean contains(String key) {
    return parts(key).isPresent();
  }

  /** Returns what the windows of its dimensions have in common; a value has all time. */
  @Override
  public Optional<Window> window(String key) {
    require(key);
    Optional<Window> common = Optional.empty();
    for (var part : parts(key).orElseThrow().entrySet()) {
      PartitionSet dimension = dimensions.get(part.getKey());
      Optional<Window> window =
          dimension == null ? Optional.empty() : dimension.window(part.getValue());
      if (window.isPresent()) {
        common = Optional.of(common.isEmpty() ? window.get() : cut(common.get(), window.get()));
      }
    }
    return common.filter(window -> window.start().isBefore(window.end()));
  }

  private static Window cut(Window one, Window other) {
    Instant start = one.start().isAfter(other.start()) ? one.start() : other.start();
    Instant end = one.end().isBefore(other.end()) ? one.end() : other.end();
    return new Window(start, end);
  }

  @Override
  public List<String> keysAt(Instant instant) {
    return combined(each(set -> set.keysAt(instant)));
  }

  @Override
  public List<String> requestedAt(Instant instant) {
    return combined(each(set -> set.requestedAt(instant)));
  }

  /** Returns the combinations of the ranges of each dimension. */
  @Override
  public List<String> range(String first, String last) {
    require(first);
    require(last);
    SortedMap<String, String> from = parts(first).orElseThrow();
    SortedMap<String, String> to = parts(last).orElseThrow();
    List<List<String>> ranges = new ArrayList<>();
    dimensions.forEach(
        (dimension, set) -> ranges.add(set.range(part(from, dimension), part(to, dimension))));
    return combined(ranges);
  }

  private static String part(SortedMap<String, String> parts, String dimension) {
    String part = parts.get(dimension);
    if (part == null) {
      throw new IllegalStateException("no part for " + dimension);
    }
    return part;
  }

  private List<List<String>> each(Function<PartitionSet, List<String>> keys) {
    return dimensions.values().stream().map(keys).toList();
  }
}
