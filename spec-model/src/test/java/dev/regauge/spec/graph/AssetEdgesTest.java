package dev.regauge.spec.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walks over edges against definitions that are too slow for anything but a test. */
class AssetEdgesTest {

  /** A graph of up to 7 assets with any edges, cycles among them. */
  private static SortedMap<String, List<String>> graph(Random random) {
    SortedMap<String, List<String>> upstream = new TreeMap<>();
    int size = 1 + random.nextInt(7);
    for (int i = 0; i < size; i++) {
      List<String> edges = new ArrayList<>();
      for (int j = 0; j < size; j++) {
        if (random.nextInt(5) == 0) {
          edges.add("k" + j);
        }
      }
      upstream.put("k" + i, edges);
    }
    return upstream;
  }

  /** The smallest order, by key, among all that have upstream before downstream. */
  private static List<String> smallestOrder(SortedMap<String, List<String>> upstream) {
    List<String> order = new ArrayList<>();
    while (true) {
      boolean found = false;
      for (String key : upstream.keySet()) {
        if (!order.contains(key) && order.containsAll(upstream.get(key))) {
          order.add(key);
          found = true;
          break;
        }
      }
      if (!found) {
        upstream.keySet().stream().filter(key -> !order.contains(key)).forEach(order::add);
        return order;
      }
    }
  }

  /** The closure by repeating one step until nothing changes. */
  private static SortedSet<String> needed(SortedMap<String, List<String>> upstream, String start) {
    SortedSet<String> all = new TreeSet<>(List.of(start));
    SortedSet<String> before = new TreeSet<>();
    while (!all.equals(before)) {
      before = new TreeSet<>(all);
      before.forEach(key -> all.addAll(upstream.get(key)));
    }
    return all;
  }

  /** The assets that need themselves. */
  private static SortedSet<String> onCycles(SortedMap<String, List<String>> upstream) {
    SortedSet<String> found = new TreeSet<>();
    for (String key : upstream.keySet()) {
      for (String next : upstream.get(key)) {
        if (needed(upstream, next).contains(key)) {
          found.add(key);
        }
      }
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void walksAreAsDefined(long seed) {
    Random random = new Random(seed);
    for (int n = 0; n < 500; n++) {
      SortedMap<String, List<String>> upstream = graph(random);
      AssetEdges edges = AssetEdges.of(upstream);
      assertEquals(smallestOrder(upstream), edges.order(), upstream::toString);
      for (String key : upstream.keySet()) {
        assertEquals(needed(upstream, key), edges.withUpstream(List.of(key)), upstream::toString);
        SortedSet<String> needing = new TreeSet<>(upstream.keySet());
        needing.removeIf(other -> !needed(upstream, other).contains(key));
        assertEquals(needing, edges.withDownstream(List.of(key)), upstream::toString);
      }
      cyclesAreRight(upstream, edges);
    }
  }

  /** Every asset that needs itself is in the knot of exactly one cycle, and each cycle is one. */
  private static void cyclesAreRight(SortedMap<String, List<String>> upstream, AssetEdges edges) {
    SortedSet<String> covered = new TreeSet<>();
    for (List<String> cycle : edges.cycles()) {
      for (int i = 0; i < cycle.size(); i++) {
        String next = cycle.get((i + 1) % cycle.size());
        assertTrue(upstream.get(cycle.get(i)).contains(next), () -> cycle + " in " + upstream);
      }
      SortedSet<String> knot = needed(upstream, cycle.getFirst());
      knot.removeIf(key -> !needed(upstream, key).contains(cycle.getFirst()));
      assertTrue(Collections.disjoint(knot, covered), () -> cycle + " again in " + upstream);
      assertEquals(knot.first(), cycle.getFirst(), upstream::toString);
      covered.addAll(knot);
    }
    assertEquals(onCycles(upstream), covered, upstream::toString);
  }

  @Test
  void depthNeedsNoStack() {
    SortedMap<String, List<String>> upstream = new TreeMap<>();
    int size = 200_000;
    for (int i = 0; i < size; i++) {
      upstream.put("k" + i, i == 0 ? List.of() : List.of("k" + (i - 1)));
    }
    AssetEdges edges = AssetEdges.of(upstream);
    assertEquals(new AssetEdges.Depth("k" + (size - 1), size), edges.depth());
    assertEquals(size, edges.withUpstream(List.of("k" + (size - 1))).size());
    upstream.put("k0", List.of("k" + (size - 1)));
    assertEquals(size, AssetEdges.of(upstream).cycles().getFirst().size());
  }

  @Test
  void whatIsNoAssetIsLeftOut() {
    SortedMap<String, List<String>> upstream = new TreeMap<>();
    upstream.put("a", List.of("elsewhere"));
    assertEquals(List.of(), AssetEdges.of(upstream).upstreamOf("a"));
    assertEquals(new TreeSet<>(), AssetEdges.of(upstream).withUpstream(List.of("elsewhere")));
  }
}
