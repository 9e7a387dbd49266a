package dev.regauge.spec.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The edges between assets, by key: order, cycles, closures. The one place that walks them.
 *
 * <p>Nothing here recurses, so depth costs memory and never the stack.
 */
public final class AssetEdges {

  private static final int[] NONE = {};

  /** In the order of the keys, so that a smaller number is a smaller key. */
  private final List<String> keys;

  private final Map<String, Integer> numbers;
  private final int[][] upstream;
  private final int[][] downstream;

  private AssetEdges(
      List<String> keys, Map<String, Integer> numbers, int[][] upstream, int[][] downstream) {
    this.keys = keys;
    this.numbers = numbers;
    this.upstream = upstream;
    this.downstream = downstream;
  }

  /** Returns the edges of these assets; upstream keys that are no asset's are left out. */
  public static AssetEdges of(Map<String, ? extends Collection<String>> upstreamByKey) {
    List<String> keys = upstreamByKey.keySet().stream().sorted().toList();
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      numbers.put(keys.get(i), i);
    }
    int[][] upstream = new int[keys.size()][];
    List<List<Integer>> downstream = new ArrayList<>();
    keys.forEach(key -> downstream.add(new ArrayList<>()));
    for (int i = 0; i < upstream.length; i++) {
      upstream[i] = known(upstreamByKey.get(keys.get(i)), numbers);
      for (int from : upstream[i]) {
        downstream.get(from).add(i);
      }
    }
    int[][] down = new int[keys.size()][];
    for (int i = 0; i < down.length; i++) {
      down[i] = downstream.get(i).stream().mapToInt(Integer::intValue).toArray();
    }
    return new AssetEdges(keys, numbers, upstream, down);
  }

  /** Returns the numbers of those that are known, in order and each once. */
  private static int[] known(@Nullable Collection<String> written, Map<String, Integer> numbers) {
    if (written == null || written.isEmpty()) {
      return NONE;
    }
    int[] found = new int[written.size()];
    int count = 0;
    for (String key : written) {
      Integer number = numbers.get(key);
      if (number != null) {
        found[count++] = number;
      }
    }
    Arrays.sort(found, 0, count);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || found[i] != found[i - 1]) {
        found[kept++] = found[i];
      }
    }
    return Arrays.copyOf(found, kept);
  }

  /** Returns all keys by name. */
  List<String> keys() {
    return keys;
  }

  /** Whether an asset has this key. */
  public boolean has(String key) {
    return numbers.containsKey(key);
  }

  /**
   * Returns all keys, upstream before downstream, ties by key; what lies on or behind a cycle comes
   * last, by key.
   */
  public List<String> order() {
    int[] waits = new int[keys.size()];
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < waits.length; i++) {
      waits[i] = upstream[i].length;
      if (waits[i] == 0) {
        ready.add(i);
      }
    }
    BitSet done = new BitSet();
    List<String> order = new ArrayList<>(keys.size());
    while (!ready.isEmpty()) {
      int next = ready.remove();
      done.set(next);
      order.add(keys.get(next));
      for (int after : downstream[next]) {
        waits[after]--;
        if (waits[after] == 0) {
          ready.add(after);
        }
      }
    }
    for (int i = done.nextClearBit(0); i < keys.size(); i = done.nextClearBit(i + 1)) {
      order.add(keys.get(i));
    }
    return Collections.unmodifiableList(order);
  }

  /** Returns the end of the longest way; what is on a cycle does not count. */
  public Depth depth() {
    int[] depth = new int[keys.size()];
    Depth deepest = new Depth("", 0);
    for (String key : order()) {
      int at = number(key);
      for (int from : upstream[at]) {
        depth[at] = Math.max(depth[at], depth[from]);
      }
      depth[at]++;
      if (depth[at] > deepest.assets()) {
        deepest = new Depth(key, depth[at]);
      }
    }
    return deepest;
  }

  /** The longest way to an asset, itself counted. */
  public record Depth(String last, int assets) {}

  /** Returns the assets that these need, directly or not, and these themselves. */
  public SortedSet<String> withUpstream(Iterable<String> of) {
    return closure(of, upstream);
  }

  /** Returns the assets that need these, directly or not, and these themselves. */
  public SortedSet<String> withDownstream(Iterable<String> of) {
    return closure(of, downstream);
  }

  /** Returns these assets and what they need at most so many steps away; -1 = however far. */
  SortedSet<String> withUpstream(Iterable<String> of, int steps) {
    return steps < 0 ? closure(of, upstream) : within(of, upstream, steps);
  }

  /** Returns these assets and what needs them at most so many steps away; -1 = however far. */
  SortedSet<String> withDownstream(Iterable<String> of, int steps) {
    return steps < 0 ? closure(of, downstream) : within(of, downstream, steps);
  }

  private SortedSet<String> within(Iterable<String> of, int[][] along, int steps) {
    BitSet reached = new BitSet();
    of.forEach(key -> reached.set(number(key)));
    BitSet edge = (BitSet) reached.clone();
    for (int step = 0; step < steps && !edge.isEmpty(); step++) {
      BitSet next = new BitSet();
      edge.stream().flatMap(at -> Arrays.stream(along[at])).forEach(next::set);
      next.andNot(reached);
      reached.or(next);
      edge = next;
    }
    SortedSet<String> names = new TreeSet<>();
    reached.stream().mapToObj(keys::get).forEach(names::add);
    return names;
  }

  /** Returns these assets as marks for {@link #neededBy}. */
  BitSet marks(Collection<String> marked) {
    BitSet marks = new BitSet();
    marked.stream().map(numbers::get).filter(Objects::nonNull).forEach(marks::set);
    return marks;
  }

  /** Returns an asset and what it needs, directly or not, but for the marked ones, by key. */
  List<String> neededBy(String key, BitSet left) {
    BitSet needed = reach(number(key), upstream);
    needed.andNot(left);
    needed.set(number(key));
    return needed.stream().mapToObj(keys::get).toList();
  }

  /** Returns the keys that an asset needs directly, by key. */
  public List<String> upstreamOf(String key) {
    return Arrays.stream(upstream[number(key)]).mapToObj(keys::get).toList();
  }

  /** Returns the keys that need an asset directly, by key. */
  public List<String> downstreamOf(String key) {
    return Arrays.stream(downstream[number(key)]).mapToObj(keys::get).toList();
  }

  /**
   * Returns one shortest cycle of each knot of assets that need one another, by its smallest key.
   *
   * <p>A cycle begins with its smallest key; each asset depends on the one after it and the last on
   * the first.
   */
  public List<List<String>> cycles() {
    List<List<String>> cycles = new ArrayList<>();
    BitSet seen = new BitSet();
    BitSet suspects = unordered();
    for (int i = suspects.nextSetBit(0); i >= 0; i = suspects.nextSetBit(i + 1)) {
      if (seen.get(i)) {
        continue;
      }
      List<Integer> cycle = shortestCycle(i, suspects);
      if (!cycle.isEmpty()) {
        cycles.add(cycle.stream().map(keys::get).toList());
        BitSet knot = reach(i, upstream);
        knot.and(reach(i, downstream));
        seen.or(knot);
      }
    }
    return List.copyOf(cycles);
  }

  /** The assets that no order reaches from either end: on a cycle or between two. */
  private BitSet unordered() {
    BitSet left = new BitSet();
    left.set(0, keys.size());
    peel(left, upstream, downstream);
    peel(left, downstream, upstream);
    return left;
  }

  private static void peel(BitSet left, int[][] before, int[][] after) {
    int[] waits = new int[before.length];
    Deque<Integer> ready = new ArrayDeque<>();
    for (int i = left.nextSetBit(0); i >= 0; i = left.nextSetBit(i + 1)) {
      for (int from : before[i]) {
        waits[i] += left.get(from) ? 1 : 0;
      }
      if (waits[i] == 0) {
        ready.add(i);
      }
    }
    while (!ready.isEmpty()) {
      int next = ready.remove();
      left.clear(next);
      for (int to : after[next]) {
        waits[to]--;
        if (left.get(to) && waits[to] == 0) {
          ready.add(to);
        }
      }
    }
  }

  /** Breadth first from an asset along what it needs, back to itself. */
  private List<Integer> shortestCycle(int start, BitSet among) {
    int[] cameFrom = new int[keys.size()];
    Arrays.fill(cameFrom, -1);
    Deque<Integer> waiting = new ArrayDeque<>(List.of(start));
    while (!waiting.isEmpty()) {
      int at = waiting.remove();
      for (int next : upstream[at]) {
        if (next == start) {
          List<Integer> back = new ArrayList<>();
          for (int step = at; step != start; step = cameFrom[step]) {
            back.add(step);
          }
          back.add(start);
          Collections.reverse(back);
          return back;
        }
        if (among.get(next) && cameFrom[next] < 0) {
          cameFrom[next] = at;
          waiting.add(next);
        }
      }
    }
    return List.of();
  }

  private SortedSet<String> closure(Iterable<String> of, int[][] along) {
    BitSet reached = new BitSet();
    Deque<Integer> waiting = new ArrayDeque<>();
    for (String key : of) {
      Integer number = numbers.get(key);
      if (number != null && !reached.get(number)) {
        reached.set(number);
        waiting.add(number);
      }
    }
    spread(reached, waiting, along);
    SortedSet<String> names = new TreeSet<>();
    reached.stream().mapToObj(keys::get).forEach(names::add);
    return names;
  }

  private static BitSet reach(int start, int[][] along) {
    BitSet reached = new BitSet();
    reached.set(start);
    spread(reached, new ArrayDeque<>(List.of(start)), along);
    return reached;
  }

  private static void spread(BitSet reached, Deque<Integer> waiting, int[][] along) {
    while (!waiting.isEmpty()) {
      for (int next : along[waiting.remove()]) {
        if (!reached.get(next)) {
          reached.set(next);
          waiting.add(next);
        }
      }
    }
  }

  private int number(String key) {
    Integer number = numbers.get(key);
    if (number == null) {
      throw new IllegalArgumentException("no asset of this graph: " + key);
    }
    return number;
  }
}
