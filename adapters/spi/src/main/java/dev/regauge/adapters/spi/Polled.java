package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.SensorPlan;
import dev.regauge.spec.plan.TriggerPlan;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What starts a job other than a cron: the runtime's {@code poll} looks for it on every target, and
 * a target only asks again and again and starts the runs.
 */
public final class Polled {

  /** How often news of upstream assets are looked for. */
  private static final long UPSTREAM_SECONDS = 60;

  private Polled() {}

  /** Whether a use is a sensor of a kind. */
  public static boolean isOf(String kind, FeatureUse use) {
    return use.values().get("kind") instanceof Value.Text(String written) && written.equals(kind);
  }

  /** Whether a sensor asks to be looked at as often as news of upstream assets. */
  public static boolean isEachMinute(FeatureUse use) {
    return use.values().get("everySeconds") instanceof Value.Number(BigDecimal seconds)
        && seconds.longValue() == UPSTREAM_SECONDS;
  }

  /** Returns the jobs that something other than a cron starts. */
  public static List<JobPlan> jobs(ExecutionPlan plan) {
    return plan.jobs().stream().filter(job -> !job.otherTriggers().isEmpty()).toList();
  }

  /** Whether anything has to be looked for: what starts jobs, or adds keys to partition sets. */
  public static boolean isNeeded(ExecutionPlan plan) {
    return !jobs(plan).isEmpty() || !AddedKeys.sensors(plan).isEmpty();
  }

  /** Returns what a bundle was made from that looks for it. */
  public static List<String> origins(ExecutionPlan plan) {
    return Stream.concat(
            jobs(plan).stream().map(job -> "jobs[" + job.name() + "]"),
            AddedKeys.sensors(plan).stream().map(sensor -> "sensors[" + sensor.name() + "]"))
        .toList();
  }

  /** Whether any of a job's polled triggers is on, where the environment says nothing. */
  public static boolean isEnabled(JobPlan job) {
    return job.otherTriggers().stream().anyMatch(TriggerPlan::enabled);
  }

  /** Returns what a job is looked at for, in words. */
  public static String words(JobPlan job) {
    return job.otherTriggers().stream()
        .map(
            trigger ->
                switch (trigger) {
                  case TriggerPlan.Sensor(String sensor, boolean _) -> "hits of sensor " + sensor;
                  case TriggerPlan.Upstream _ -> "news of the assets before it";
                  case TriggerPlan.Event event -> event.event() + " of " + event.target();
                  case TriggerPlan.All _ -> "all of several things to have happened";
                  case TriggerPlan.Any _, TriggerPlan.Cron _ -> "its time";
                })
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  /** Returns how often a job is looked at: as often as its quickest sensor asks for. */
  public static long everySeconds(ExecutionPlan plan, JobPlan job) {
    return leaves(job.otherTriggers())
        .flatMap(trigger -> sensor(plan, trigger).stream())
        .mapToLong(SensorPlan::everySeconds)
        .min()
        .orElse(UPSTREAM_SECONDS);
  }

  /** Returns triggers, with those inside an {@code all} or {@code any} in its place. */
  static Stream<TriggerPlan> leaves(List<TriggerPlan> triggers) {
    return triggers.stream()
        .flatMap(
            trigger ->
                switch (trigger) {
                  case TriggerPlan.All all -> leaves(all.of());
                  case TriggerPlan.Any any -> leaves(any.of());
                  case TriggerPlan.Cron _,
                      TriggerPlan.Upstream _,
                      TriggerPlan.Event _,
                      TriggerPlan.Sensor _ ->
                      Stream.of(trigger);
                });
  }

  private static Optional<SensorPlan> sensor(ExecutionPlan plan, TriggerPlan trigger) {
    return trigger instanceof TriggerPlan.Sensor(String sensor, boolean _)
        ? Optional.ofNullable(plan.sensors().get(sensor))
        : Optional.empty();
  }
}
