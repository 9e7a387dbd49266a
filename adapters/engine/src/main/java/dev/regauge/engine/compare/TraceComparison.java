package dev.regauge.engine.compare;

import dev.regauge.engine.compare.AssetResults.Outcome;
import dev.regauge.engine.compare.AssetResults.Step;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares every trace with the first: states, attempts, check outcomes and rows; and each trace
 * with the plan: order.
 *
 * <p>Not compared, because engines may differ in them: wall times, run identifiers and log texts.
 */
public final class TraceComparison {

  private final Optional<ExecutionPlan> plan;

  public TraceComparison(Optional<ExecutionPlan> plan) {
    this.plan = plan;
  }

  /** Returns the differences, by trace and subject; empty when all traces tell the same. */
  public List<Difference> differences(List<Trace> traces) {
    List<Difference> found = new ArrayList<>();
    for (Trace trace : traces) {
      plan.ifPresent(known -> found.addAll(outOfOrder(known, trace)));
    }
    Trace first = traces.getFirst();
    for (Trace other : traces.subList(1, traces.size())) {
      found.addAll(states(first, other));
      found.addAll(checks(first, other));
      found.addAll(TableComparison.differences(first, other));
    }
    return List.copyOf(found);
  }

  private static List<Difference> states(Trace first, Trace other) {
    List<Difference> found = new ArrayList<>();
    SortedMap<Step, List<Outcome>> left = new AssetResults(first).steps();
    SortedMap<Step, List<Outcome>> right = new AssetResults(other).steps();
    SortedSet<Step> all = new TreeSet<>(left.keySet());
    all.addAll(right.keySet());
    for (Step step : all) {
      List<Outcome> here = left.getOrDefault(step, List.of());
      List<Outcome> there = right.getOrDefault(step, List.of());
      add(
          found,
          step.label(),
          "state",
          first,
          other,
          sequence(here, Outcome::status),
          sequence(there, Outcome::status));
      add(
          found,
          step.label(),
          "attempts",
          first,
          other,
          sequence(here, Outcome::attempts),
          sequence(there, Outcome::attempts));
    }
    return found;
  }

  private static List<Difference> checks(Trace first, Trace other) {
    List<Difference> found = new ArrayList<>();
    SortedMap<String, String> left = checkOutcomes(first);
    SortedMap<String, String> right = checkOutcomes(other);
    SortedSet<String> all = new TreeSet<>(left.keySet());
    all.addAll(right.keySet());
    for (String subject : all) {
      add(
          found,
          subject,
          "check",
          first,
          other,
          left.getOrDefault(subject, "absent"),
          right.getOrDefault(subject, "absent"));
    }
    return found;
  }

  /** The last outcome of each check; the engine's word counts before the runtime's. */
  private static SortedMap<String, String> checkOutcomes(Trace trace) {
    boolean hasEvidence =
        trace.events().stream()
            .anyMatch(event -> event.kind().equals("check") && event.isEvidence());
    SortedMap<String, String> outcomes = new TreeMap<>();
    for (TraceEvent event : trace.events()) {
      if (event.kind().equals("check") && event.isEvidence() == hasEvidence) {
        String at = event.partition().equals("-") ? event.runPartition() : event.partition();
        outcomes.put(event.asset() + " @ " + at + " " + event.check(), event.status());
      }
    }
    return outcomes;
  }

  /** A step may not begin before the steps that it needs have ended, in the same run. */
  private static List<Difference> outOfOrder(ExecutionPlan plan, Trace trace) {
    List<Difference> found = new ArrayList<>();
    SortedMap<Step, List<Outcome>> steps = new AssetResults(trace).steps();
    SortedMap<String, AssetPlan> assets = new TreeMap<>();
    plan.assets().forEach(asset -> assets.put(asset.key(), asset));
    steps.forEach(
        (step, outcomes) -> {
          AssetPlan asset = assets.get(step.asset());
          if (asset == null) {
            found.add(
                new Difference(
                    step.label(), "presence", "no such asset", "ran it", "plan", trace.runner()));
            return;
          }
          for (AssetPlan.Upstream upstream : asset.upstream()) {
            steps.forEach(
                (before, earlier) -> {
                  if (before.asset().equals(upstream.asset())
                      && before.runPartition().equals(step.runPartition())) {
                    for (int run = 0; run < Math.min(outcomes.size(), earlier.size()); run++) {
                      beganTooEarly(step, outcomes.get(run), before, earlier.get(run), trace)
                          .ifPresent(found::add);
                    }
                  }
                });
          }
        });
    return found;
  }

  private static Optional<Difference> beganTooEarly(
      Step step, Outcome outcome, Step before, Outcome earlier, Trace trace) {
    if (outcome.start().isEmpty() || earlier.end().isEmpty()) {
      return Optional.empty();
    }
    if (outcome.attempts() == 0 || !outcome.start().get().isBefore(earlier.end().get())) {
      return Optional.empty();
    }
    return Optional.of(
        new Difference(
            step.label(),
            "order",
            "begins after " + before.asset() + " ended (" + earlier.end().get() + ")",
            "began at " + outcome.start().get(),
            "plan",
            trace.runner()));
  }

  private static String sequence(List<Outcome> outcomes, Function<Outcome, ?> part) {
    return outcomes.isEmpty()
        ? "absent"
        : outcomes.stream()
            .map(outcome -> String.valueOf(part.apply(outcome)))
            .collect(Collectors.joining(", then "));
  }

  private static void add(
      List<Difference> found,
      String subject,
      String aspect,
      Trace first,
      Trace other,
      String left,
      String right) {
    if (!left.equals(right)) {
      found.add(new Difference(subject, aspect, left, right, first.runner(), other.runner()));
    }
  }
}
