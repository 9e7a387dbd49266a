package dev.regauge.spec.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.regauge.spec.model.TriggerSpec;
import java.util.List;

/** What starts a job, other than a cron line of its own. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TriggerPlan.Cron.class, name = "cron"),
  @JsonSubTypes.Type(value = TriggerPlan.Upstream.class, name = "upstream"),
  @JsonSubTypes.Type(value = TriggerPlan.Event.class, name = "event"),
  @JsonSubTypes.Type(value = TriggerPlan.Sensor.class, name = "sensor"),
  @JsonSubTypes.Type(value = TriggerPlan.All.class, name = "all"),
  @JsonSubTypes.Type(value = TriggerPlan.Any.class, name = "any")
})
public sealed interface TriggerPlan {

  /** Whether it starts anything, unless the environment says otherwise. */
  boolean enabled();

  /** A cron line inside an {@code all} or {@code any}. */
  record Cron(JobPlan.CronTrigger trigger) implements TriggerPlan {
    @Override
    public boolean enabled() {
      return trigger.enabled();
    }
  }

  /**
   * News of the assets that come before the job's (semantics 14).
   *
   * @param which {@code all} or {@code any} of them
   * @param settleSeconds how long a request waits for more of them
   */
  record Upstream(String which, List<String> assets, long settleSeconds, boolean enabled)
      implements TriggerPlan {}

  /**
   * Something that happened to an asset, an external thing or a job.
   *
   * @param branch the branches of a table that count, empty = all
   */
  record Event(String event, String target, List<String> branch, boolean enabled)
      implements TriggerPlan {

    /** Whether the target is a job, and the event the success of one of its runs. */
    public boolean isOfAJob() {
      return TriggerSpec.isOfAJob(event);
    }
  }

  /** A hit of a sensor. */
  record Sensor(String sensor, boolean enabled) implements TriggerPlan {}

  /** All of these happened. */
  record All(List<TriggerPlan> of, boolean enabled) implements TriggerPlan {}

  /** One of these happened. */
  record Any(List<TriggerPlan> of, boolean enabled) implements TriggerPlan {}
}
