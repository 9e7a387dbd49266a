package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.TriggerPlan;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Events by which a job starts another one. All of them are the product's own records; what an
 * engine adds is to tell how the runs of the jobs ended whose ends matter.
 */
public final class RunEvents {

  private RunEvents() {}

  /** Whether the runtime notices what a use waits for. */
  public static boolean carries(FeatureUse use) {
    return use.feature() == Feature.EVENT_TRIGGER && refusal(use).isEmpty();
  }

  /** Returns the answer to an event: the engine's way, but other branches than main are refused. */
  public static Support support(FeatureUse use, Support byEngine) {
    return refusal(use).orElse(byEngine);
  }

  /**
   * Whether it is noted how each run of a job ended: it pauses by failed runs, or another job
   * starts by its success.
   */
  public static boolean areNoted(ExecutionPlan plan, JobPlan job) {
    return job.pauses() || isAwaited(plan, job);
  }

  /** Whether the success of a job starts another one. */
  public static boolean isAwaited(ExecutionPlan plan, JobPlan job) {
    return plan.jobs().stream().anyMatch(other -> awaitedBy(other).contains(job.name()));
  }

  /** Returns the jobs by whose success a job starts. */
  public static SortedSet<String> awaitedBy(JobPlan job) {
    SortedSet<String> names = new TreeSet<>();
    Polled.leaves(job.otherTriggers())
        .forEach(
            trigger -> {
              if (trigger instanceof TriggerPlan.Event event && event.isOfAJob()) {
                names.add(event.target());
              }
            });
    return names;
  }

  private static Optional<Support> refusal(FeatureUse use) {
    return use.values().get("isOfMain") instanceof Value.Bool(boolean isOfMain) && !isOfMain
        ? Optional.of(
            new Support.Unsupported(
                "the product's records tell of what is published on main only",
                "leave branch out, or write branch: [main]"))
        : Optional.empty();
  }
}
