package dev.regauge.spec.partition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A mapping between two sets, read in both directions: {@code u} is among the upstream keys of
 * {@code d} exactly when {@code d} is among the downstream keys of {@code u}.
 */
public record PartitionMapping(KeyMapping mapping, PartitionSet downstream, PartitionSet upstream) {

  /**
   * Returns the upstream keys of a downstream key, oldest first.
   *
   * @param now decides which keys exist, for what means all or the last of them
   */
  public List<String> upstreamOf(String key, Instant now) {
    downstream.require(key);
    return switch (mapping) {
      case KeyMapping.Identity _ -> upstream.contains(key) ? List.of(key) : List.of();
      case KeyMapping.All _ -> upstream.keysAt(now);
      case KeyMapping.Last _ -> last(upstream, now).map(List::of).orElse(List.of());
      case KeyMapping.Overlap overlap -> overlapped(overlap, key);
      case KeyMapping.Fixed fixed ->
          upstream.keysAt(now).stream()
              .filter(theirs -> key.equals(fixed.downstreamOfUpstream().get(theirs)))
              .toList();
      case KeyMapping.Dimensions dimensions ->
          crossed(dimensions, downstream, upstream, key, now, true);
    };
  }

  /** Returns the downstream keys of an upstream key, oldest first; see {@link #upstreamOf}. */
  public List<String> downstreamOf(String key, Instant now) {
    upstream.require(key);
    return switch (mapping) {
      case KeyMapping.Identity _ -> downstream.contains(key) ? List.of(key) : List.of();
      case KeyMapping.All _ ->
          upstream.keysAt(now).contains(key) ? downstream.keysAt(now) : List.of();
      case KeyMapping.Last _ ->
          last(upstream, now).filter(key::equals).isPresent() ? downstream.keysAt(now) : List.of();
      case KeyMapping.Overlap overlap -> overlapping(overlap, key);
      case KeyMapping.Fixed fixed ->
          Optional.ofNullable(fixed.downstreamOfUpstream().get(key))
              .filter(downstream::contains)
              .map(List::of)
              .orElse(List.of());
      case KeyMapping.Dimensions dimensions ->
          crossed(dimensions, upstream, downstream, key, now, false);
    };
  }

  private static Optional<String> last(PartitionSet set, Instant now) {
    List<String> keys = set instanceof TimeSet time ? time.requestedAt(now) : set.keysAt(now);
    return keys.isEmpty() ? Optional.empty() : Optional.of(keys.getLast());
  }

  private List<String> overlapped(KeyMapping.Overlap overlap, String key) {
    return shifted(overlap, key)
        .map(window -> time(upstream).keysOverlapping(window))
        .orElse(List.of());
  }

  /** The window of our key with its ends moved as the mapping says; empty when nothing is left. */
  private Optional<Window> shifted(KeyMapping.Overlap overlap, String key) {
    TimeSet ours = time(downstream);
    Optional<Instant> start = ours.boundaryFrom(key, overlap.start());
    Optional<Instant> end = ours.boundaryFrom(key, overlap.end() + 1);
    return start
        .filter(from -> end.filter(from::isBefore).isPresent())
        .map(from -> new Window(from, end.orElseThrow()));
  }

  private List<String> overlapping(KeyMapping.Overlap overlap, String key) {
    Window theirs = upstream.window(key).orElseThrow();
    int before = Math.max(0, overlap.end() + 1);
    int after = Math.max(0, -overlap.start());
    return time(downstream).keysAround(theirs, before, after).stream()
        .filter(ours -> shifted(overlap, ours).filter(theirs::overlaps).isPresent())
        .toList();
  }

  private static TimeSet time(PartitionSet set) {
    if (set instanceof TimeSet time) {
      return time;
    }
    throw new IllegalArgumentException(set.name() + " has no windows that could overlap others");
  }

  /** Maps each dimension of {@code from}'s key to {@code to}; {@code isUp} tells the direction. */
  private static List<String> crossed(
      KeyMapping.Dimensions dimensions,
      PartitionSet from,
      PartitionSet to,
      String key,
      Instant now,
      boolean isUp) {
    SortedMap<String, String> parts = new TreeMap<>();
    if (from instanceof CrossSet cross) {
      parts.putAll(cross.parts(key).orElseThrow());
    } else {
      dimensions.mappings().keySet().forEach(name -> parts.put(name, key));
    }
    List<List<String>> found = new ArrayList<>();
    if (to instanceof CrossSet cross) {
      for (Map.Entry<String, PartitionSet> dimension : cross.dimensions().entrySet()) {
        String name = dimension.getKey();
        found.add(part(dimensions, name, from, dimension.getValue(), parts, now, isUp));
      }
    } else {
      String name = dimensions.mappings().firstKey();
      found.add(part(dimensions, name, from, to, parts, now, isUp));
    }
    return CrossSet.combined(found);
  }

  private static List<String> part(
      KeyMapping.Dimensions dimensions,
      String name,
      PartitionSet from,
      PartitionSet to,
      SortedMap<String, String> parts,
      Instant now,
      boolean isUp) {
    KeyMapping mapping = dimensions.mappings().get(name);
    String part = parts.get(name);
    PartitionSet own = from instanceof CrossSet cross ? cross.dimensions().get(name) : from;
    if (mapping == null || part == null || own == null) {
      return to.keysAt(now); // free
    }
    return isUp
        ? new PartitionMapping(mapping, own, to).upstreamOf(part, now)
        : new PartitionMapping(mapping, to, own).downstreamOf(part, now);
  }
}
