package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.plan.AlertPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import java.util.List;

/**
 * Who is told of what: the runtime tells, and what an engine adds is that a run has failed, and
 * which of its steps did.
 */
public final class Alerting {

  /** An asset's last attempt failed. */
  public static final String ASSET_FAILED = "asset.failed";

  /** A check of an asset's last attempt failed. */
  public static final String CHECK_FAILED = "check.failed";

  /** An asset has become too old. */
  public static final String FRESHNESS_FAILED = "freshness.failed";

  /** A job has paused, by failed runs in a row. */
  public static final String JOB_PAUSED = "job.paused";

  private Alerting() {}

  /** Whether the runtime tells what a use asks for. */
  public static boolean carries(FeatureUse use) {
    return use.feature() == Feature.ALERT;
  }

  /** Returns the answer to an alert: the engine's way, for the runtime has all actions. */
  public static Support support(FeatureUse use, Support byEngine) {
    return byEngine;
  }

  /**
   * Returns the alerts that may be told of a failed run of a job: those that it names, those of its
   * assets, whose steps may have died without a word, and those that hear when it pauses.
   */
  public static List<AlertPlan> ofRun(ExecutionPlan plan, JobPlan job) {
    return plan.alerts().values().stream()
        .filter(
            alert ->
                job.onFailure().contains(alert.name())
                    || job.assets().stream().anyMatch(asset -> alert.hears(ASSET_FAILED, asset))
                    || hearsOfPause(alert, job))
        .toList();
  }

  /** Whether anybody is told when a job pauses. */
  public static boolean tellsOfPause(ExecutionPlan plan, JobPlan job) {
    return plan.alerts().values().stream().anyMatch(alert -> hearsOfPause(alert, job));
  }

  private static boolean hearsOfPause(AlertPlan alert, JobPlan job) {
    return job.pauses() && job.assets().stream().anyMatch(asset -> alert.hears(JOB_PAUSED, asset));
  }

  /** Returns the jobs of whose failed runs somebody is told. */
  public static List<JobPlan> jobs(ExecutionPlan plan) {
    return plan.jobs().stream().filter(job -> !ofRun(plan, job).isEmpty()).toList();
  }

  /** Returns the alerts that an asset's own step tells. */
  public static List<AlertPlan> ofStep(ExecutionPlan plan, String asset) {
    return plan.alerts().values().stream()
        .filter(alert -> alert.hears(ASSET_FAILED, asset) || alert.hears(CHECK_FAILED, asset))
        .toList();
  }

  /** Returns what a bundle was made from that tells of failed runs. */
  public static List<String> origins(ExecutionPlan plan) {
    return plan.alerts().keySet().stream().map(name -> "alerts[" + name + "]").toList();
  }
}
