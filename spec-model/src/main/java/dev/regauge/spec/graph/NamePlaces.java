package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.SpecPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names and where each is declared first.
 *
 * <p>Looked up by hash; in order only for a finding, which looks for the name that was meant: of
 * thousands of names that begin alike an order costs more than all lookups.
 */
final class NamePlaces {

  private final Map<String, SpecPath> places = new LinkedHashMap<>();
  private @Nullable SortedMap<String, SpecPath> sorted;

  /** Takes a name unless it is known; then its place is returned. */
  Optional<SpecPath> declare(String name, SpecPath at) {
    sorted = null;
    return Optional.ofNullable(places.putIfAbsent(name, at));
  }

  boolean has(String name) {
    return places.containsKey(name);
  }

  /** Returns the names in order. */
  SortedMap<String, SpecPath> byName() {
    SortedMap<String, SpecPath> known = sorted;
    if (known == null) {
      known = Collections.unmodifiableSortedMap(new TreeMap<>(places));
      sorted = known;
    }
    return known;
  }
}
