package dev.regauge.spec.feature;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.PlacedTrigger;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.JobSpec.HistorySpec;
import dev.regauge.spec.model.TriggerSpec;

/**
 * Finds what a job asks for and the plan does not have: no target carries it out yet. A value that
 * equals its default asks for nothing.
 */
final class TriggerUses {

  private final SpecGraph graph;
  private final FoundUses found;

  TriggerUses(SpecGraph graph, FoundUses found) {
    this.graph = graph;
    this.found = found;
  }

  void scan() {
    for (JobNode job : graph.jobs()) {
      job.spec().ifPresent(spec -> scanJob(spec, "jobs[" + job.name() + "]", job.path()));
      for (PlacedTrigger trigger : PlacedTrigger.of(job)) {
        scanTrigger(trigger, job, "jobs[" + job.name() + "].triggers");
      }
    }
  }

  private void scanJob(JobSpec job, String address, SpecPath path) {
    if (!job.pack().orElse("asset").equals("asset")) {
      one(Feature.JOB_PACK, address, path, "pack");
    }
    if (job.autoPauseAfterFailures().orElse(0) > 0) {
      one(Feature.AUTO_PAUSE, address, path, "autoPauseAfterFailures");
    }
    boolean isKeptAsUsual =
        job.history().flatMap(HistorySpec::keep).orElse("P30D").equals("P30D")
            && job.history().flatMap(HistorySpec::runs).orElse(100) == 100;
    if (!isKeptAsUsual) {
      one(Feature.JOB_HISTORY, address, path, "history");
    }
  }

  private void scanTrigger(PlacedTrigger trigger, JobNode job, String address) {
    TriggerSpec spec = trigger.spec();
    SpecPath path = trigger.path();
    // Of several triggers without a name, the place among them tells which is meant.
    String at = address + path.text().substring(job.path().field("triggers").text().length());
    if (spec.flavor().filter("quartz6"::equals).isPresent()) {
      one(Feature.QUARTZ_CRON, at, path, "flavor");
    }
    if (spec.startDeadline().isPresent()) {
      one(Feature.START_DEADLINE, at, path, "startDeadline");
    }
    if (spec.partition().filter("all-missing"::equals).isPresent()) {
      one(Feature.ALL_MISSING_TRIGGER, at, path, "partition");
    }
    if (spec.upstream().isPresent()) {
      one(Feature.UPSTREAM_TRIGGER, at, path, "upstream");
    }
    if (spec.event().isPresent()) {
      one(Feature.EVENT_TRIGGER, at, path, "event");
    }
    if (spec.sensor().isPresent()) {
      one(Feature.SENSOR_TRIGGER, at, path, "sensor");
    }
    if (spec.all().isPresent()) {
      one(Feature.ALL_TRIGGER, at, path, "all");
    }
    if (spec.any().isPresent()) {
      one(Feature.ANY_TRIGGER, at, path, "any");
    }
  }

  private void one(Feature feature, String address, SpecPath path, String field) {
    found.add(feature, address + "." + field, path.field(field));
  }
}
