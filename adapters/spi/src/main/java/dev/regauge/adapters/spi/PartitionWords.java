package dev.regauge.adapters.spi;

import dev.regauge.spec.plan.PartitionSetPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A partition set in the words of plan.json, for code that is generated around the runtime's own
 * algebra: what tells its keys and windows, not the column, which only a step cuts by.
 */
public final class PartitionWords {

  private PartitionWords() {}

  /**
   * Returns the words; a set of several dimensions holds theirs in full.
   *
   * @param sets all sets of the plan, by name
   */
  public static Map<String, Object> of(
      PartitionSetPlan set, SortedMap<String, PartitionSetPlan> sets) {
    Map<String, Object> words = new LinkedHashMap<>();
    switch (set) {
      case PartitionSetPlan.Daily daily -> putTimed(words, "daily", daily);
      case PartitionSetPlan.Hourly hourly -> putTimed(words, "hourly", hourly);
      case PartitionSetPlan.Monthly monthly -> putTimed(words, "monthly", monthly);
      case PartitionSetPlan.Weekly weekly -> {
        putTimed(words, "weekly", weekly);
        words.put("weekStart", weekly.weekStart());
      }
      case PartitionSetPlan.Cron cron -> {
        putTimed(words, "cron", cron);
        words.put("cron", cron.cron());
      }
      case PartitionSetPlan.Static values -> {
        words.put("kind", "static");
        words.put("name", values.name());
        words.put("values", values.values());
      }
      case PartitionSetPlan.Multi multi -> {
        words.put("kind", "multi");
        words.put("name", multi.name());
        Map<String, Object> dimensions = new TreeMap<>();
        multi.dimensions().forEach((name, of) -> dimensions.put(name, of(named(sets, of), sets)));
        words.put("dimensions", dimensions);
      }
      case PartitionSetPlan.Dynamic dynamic -> {
        words.put("kind", "dynamic");
        words.put("name", dynamic.name());
      }
    }
    return words;
  }

  /** Returns the sets, those of several dimensions after those that they are made of. */
  public static List<PartitionSetPlan> inOrder(SortedMap<String, PartitionSetPlan> sets) {
    return sets.values().stream()
        .sorted(
            (one, other) ->
                Boolean.compare(
                    one instanceof PartitionSetPlan.Multi, other instanceof PartitionSetPlan.Multi))
        .toList();
  }

  private static PartitionSetPlan named(SortedMap<String, PartitionSetPlan> sets, String name) {
    PartitionSetPlan set = sets.get(name);
    if (set == null) {
      throw new IllegalArgumentException("the plan names a partition set that it lacks: " + name);
    }
    return set;
  }

  private static void putTimed(Map<String, Object> words, String kind, PartitionSetPlan.Timed set) {
    words.put("kind", kind);
    words.put("name", set.name());
    words.put("start", set.start());
    set.end().ifPresent(end -> words.put("end", end));
    words.put("timezone", set.timezone());
    words.put("offsetSeconds", set.offsetSeconds());
    words.put("endOffset", set.endOffset());
    words.put("format", set.format());
  }
}
