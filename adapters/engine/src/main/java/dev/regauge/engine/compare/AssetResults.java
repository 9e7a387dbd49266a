package dev.regauge.engine.compare;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of each step: its runs in the order of time, each with its end state and its number
 * of attempts.
 *
 * <p>Where the engine's store speaks of an asset at all, the runtime's own word about it does not
 * count.
 */
final class AssetResults {

  /** A step: an asset in a run's partition. */
  record Step(String asset, String partition, String runPartition) implements Comparable<Step> {
    private static final Comparator<Step> ORDER =
        Comparator.comparing(Step::asset)
            .thenComparing(Step::partition)
            .thenComparing(Step::runPartition);

    @Override
    public int compareTo(Step other) {
      return ORDER.compare(this, other);
    }

    /** Returns for example {@code silver/days @ 2012-01-05}. */
    String label() {
      String at = partition.equals("-") ? runPartition : partition;
      return at.equals("-") ? asset : asset + " @ " + at;
    }
  }

  /** One run of a step. */
  record Outcome(
      String status, int attempts, Optional<OffsetDateTime> start, Optional<OffsetDateTime> end) {}

  /** A step that is still going says nothing about its end. */
  private static final Set<String> UNFINISHED = Set.of("started");

  private final SortedMap<Step, List<Outcome>> steps = new TreeMap<>();

  AssetResults(Trace trace) {
    boolean hasEvidence =
        trace.events().stream()
            .anyMatch(event -> event.kind().equals("asset") && event.isEvidence());
    Map<Step, Map<String, List<TraceEvent>>> runs = new TreeMap<>();
    for (TraceEvent event : trace.events()) {
      if (event.kind().equals("asset") && event.isEvidence() == hasEvidence) {
        runs.computeIfAbsent(
                new Step(event.asset(), event.partition(), event.runPartition()),
                step -> new LinkedHashMap<>())
            .computeIfAbsent(event.runKey(), key -> new ArrayList<>())
            .add(event);
      }
    }
    runs.forEach((step, byRun) -> steps.put(step, outcomes(byRun)));
  }

  SortedMap<Step, List<Outcome>> steps() {
    return steps;
  }

  private static List<Outcome> outcomes(Map<String, List<TraceEvent>> byRun) {
    return byRun.values().stream()
        .map(AssetResults::outcome)
        .sorted(
            Comparator.comparing(
                outcome -> outcome.start().or(outcome::end).orElse(OffsetDateTime.MAX)))
        .toList();
  }

  private static Outcome outcome(List<TraceEvent> events) {
    int attempts = events.stream().mapToInt(TraceEvent::attempt).max().orElse(1);
    TraceEvent last = events.getFirst();
    Optional<OffsetDateTime> start = Optional.empty();
    for (TraceEvent event : events) {
      boolean isLater = event.attempt() >= last.attempt() && !UNFINISHED.contains(event.status());
      last = isLater || UNFINISHED.contains(last.status()) ? event : last;
      start =
          event
                      .start()
                      .filter(began -> event.attempt() == 1 || began.isBefore(OffsetDateTime.MAX))
                      .isPresent()
                  && start.map(known -> event.start().orElseThrow().isBefore(known)).orElse(true)
              ? event.start()
              : start;
    }
    boolean neverRan = last.status().equals("not_run") || last.status().equals("skipped");
    return new Outcome(last.status(), neverRan ? 0 : attempts, start, last.end());
  }
}
