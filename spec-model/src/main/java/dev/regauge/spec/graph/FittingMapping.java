package dev.regauge.spec.graph;

import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.PartitionSetSpec.StaticSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The mapping that somebody most likely means between two partition sets, for a finding's help. */
public final class FittingMapping {

  /** Longer ones are no help any more. */
  private static final int MOST_VALUES = 6;

  private static final String OVERLAP = "{window: {start: 0, end: 0}}";

  private final SortedMap<String, PartitionSetSpec> sets;

  /** Mappings between these sets. */
  public FittingMapping(SortedMap<String, PartitionSetSpec> sets) {
    this.sets = sets;
  }

  /**
   * Returns a mapping as it is written, with what it takes, for example {@code {window: {start: 0,
   * end: 0}}}: of two sets between which only a person can choose it is {@code all}.
   */
  public String between(Optional<String> mine, Optional<String> theirs) {
    return mine.isEmpty() || theirs.isEmpty()
        ? "all"
        : narrow(mine.get(), theirs.get()).orElse("all");
  }

  /**
   * Returns the sentence that leads to it.
   *
   * @param lead up to the upstream asset, for example <code>write {asset: raw/orders</code>
   */
  public String help(String lead, Optional<String> mine, Optional<String> theirs) {
    String fitting = between(mine, theirs);
    String entry = lead + ", mapping: " + fitting + "}: ";
    return fitting.equals("all")
        ? entry + "it takes every published partition"
        : entry
            + meaning(fitting, theirs.orElse(""), mine.orElse(""))
            + "; 'mapping: all' takes every published partition";
  }

  private static String meaning(String fitting, String theirs, String mine) {
    if (fitting.equals(OVERLAP)) {
      return "the windows of '" + theirs + "' that overlap one of '" + mine + "'";
    }
    return fitting.startsWith("{static")
        ? "their value and ours for it"
        : "dimensions that are not named are free";
  }

  private Optional<String> narrow(String mine, String theirs) {
    PartitionSetSpec ours = sets.get(mine);
    PartitionSetSpec upstream = sets.get(theirs);
    if (ours == null || upstream == null) {
      return Optional.empty();
    }
    if (mine.equals(theirs)) {
      return Optional.of("identity");
    }
    if (ours.multi().isPresent() || upstream.multi().isPresent()) {
      return dimensions(dimensionsOf(mine, ours), dimensionsOf(theirs, upstream));
    }
    return windowsOrValues(ours, upstream);
  }

  private static Optional<String> windowsOrValues(
      PartitionSetSpec ours, PartitionSetSpec upstream) {
    if (ours.windows().isPresent() && upstream.windows().isPresent()) {
      return Optional.of(OVERLAP);
    }
    return fixed(values(ours), values(upstream));
  }

  /**
   * A dimension that has dimensions itself is another finding and has no mapping here: it may be of
   * a set that contains itself, and following it has no end.
   */
  private Optional<String> dimension(String mine, String theirs) {
    PartitionSetSpec ours = sets.get(mine);
    PartitionSetSpec upstream = sets.get(theirs);
    if (ours == null || upstream == null) {
      return Optional.empty();
    }
    if (ours.multi().isPresent() || upstream.multi().isPresent()) {
      return Optional.empty();
    }
    return mine.equals(theirs) ? Optional.of("identity") : windowsOrValues(ours, upstream);
  }

  private static List<String> values(PartitionSetSpec set) {
    return set.fixed().map(StaticSpec::values).orElse(List.of());
  }

  /** Only values that both sides have tell which belongs to which. */
  private static Optional<String> fixed(List<String> ours, List<String> theirs) {
    List<String> pairs =
        theirs.stream().filter(ours::contains).map(value -> value + ": " + value).toList();
    return pairs.isEmpty() || pairs.size() > MOST_VALUES
        ? Optional.empty()
        : Optional.of("{static: {" + String.join(", ", pairs) + "}}");
  }

  /** A set without dimensions takes the name of whichever dimension it stands for. */
  private static SortedMap<String, String> dimensionsOf(String name, PartitionSetSpec set) {
    return set.multi().orElseGet(() -> new TreeMap<>(Map.of("", name)));
  }

  private Optional<String> dimensions(
      SortedMap<String, String> ours, SortedMap<String, String> theirs) {
    List<String> mapped = new ArrayList<>();
    ours.forEach(
        (name, set) ->
            theirs.forEach(
                (other, upstream) -> {
                  if (name.isEmpty() || other.isEmpty() || name.equals(other)) {
                    dimension(set, upstream)
                        .ifPresent(
                            mapping ->
                                mapped.add((name.isEmpty() ? other : name) + ": " + mapping));
                  }
                }));
    return mapped.isEmpty()
        ? Optional.empty()
        : Optional.of("{dims: {" + String.join(", ", mapped) + "}}");
  }
}
