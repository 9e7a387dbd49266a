package dev.regauge.spec.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What is run together, and what starts it. */
public record JobSpec(
    String name,
    List<String> was,
    List<String> select,
    List<TriggerSpec> triggers,
    Optional<String> overlap,
    Optional<Boolean> catchup,
    Optional<Integer> maxCatchup,
    Optional<Integer> maxActiveRuns,
    SortedMap<String, Value> params,
    SortedMap<String, String> tags) {

  /** A cron line. */
  public record TriggerSpec(
      String cron, Optional<String> timezone, Optional<String> partition, Optional<Boolean> enabled) {}
}
