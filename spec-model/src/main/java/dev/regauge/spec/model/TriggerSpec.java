package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.ExactlyOneOf;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.NotEmpty;
import dev.regauge.spec.model.form.Requires;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;

/**
 * What starts a job: exactly one kind.
 *
 * @param cron a cron line
 * @param upstream what of the job's upstream assets must be new: {@code all} or {@code any}
 * @param event something that happened to {@code target}, an asset or a job
 * @param sensor a sensor's name
 * @param all triggers that must all have happened
 * @param any triggers of which one must have happened
 */
@ExactlyOneOf({"cron", "upstream", "event", "sensor", "all", "any"})
public record TriggerSpec(
    @Format(TextFormat.ONE_LINE) Optional<String> cron,
    @Requires("cron") @Format(TextFormat.ONE_LINE) Optional<String> timezone,
    @Requires("cron") @Choice({"unix5", "quartz6"}) Optional<String> flavor,
    @Requires("cron") @Choice({"last", "all-missing", "none"}) Optional<String> partition,
    @Requires("cron") @Format(TextFormat.DURATION) Optional<String> startDeadline,
    @Choice({"all", "any"}) Optional<String> upstream,
    @Requires("upstream") @Format(TextFormat.DURATION) Optional<String> settle,
    @Requires("target") @Choice({"newLogic", "dataUpdated", "jobSucceeded", "scheduleSucceeded"})
        Optional<String> event,
    @Requires("event") @Format(TextFormat.ASSET_KEY) Optional<String> target,
    @Requires("event") @Format(TextFormat.ONE_LINE) List<String> branch,
    @Format(TextFormat.NAME) Optional<String> sensor,
    @NotEmpty Optional<List<TriggerSpec>> all,
    @NotEmpty Optional<List<TriggerSpec>> any,
    Optional<Boolean> enabled) {

  /** Whether an event is the success of a run, so that its target is a job. */
  public static boolean isOfAJob(String event) {
    return event.equals("jobSucceeded") || event.equals("scheduleSucceeded");
  }
}
