package dev.regauge.spec.feature;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.PlacedTrigger;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.JobSpec.HistorySpec;
import dev.regauge.spec.model.TriggerSpec;
import dev.regauge.spec.partition.FiveFields;
import java.util.List;
import java.util.Optional;

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
      found.add(
          Feature.JOB_PACK,
          address + ".pack",
          path.field("pack"),
          UsedValues.none()
              .with("pack", job.pack())
              .with("shared", inOtherJobs(job.name()))
              .with("hasPool", hasPool(job.name())));
    }
    if (job.autoPauseAfterFailures().orElse(0) > 0) {
      one(Feature.AUTO_PAUSE, address, path, "autoPauseAfterFailures");
    }
    HistorySpec history = HistorySpec.filled(job.history());
    if (!history.equals(HistorySpec.USUAL)) {
      found.add(
          Feature.JOB_HISTORY,
          address + ".history",
          path.field("history"),
          UsedValues.none().with("isOfRuns", !history.runs().equals(HistorySpec.USUAL.runs())));
    }
  }

  /** The assets of a job that some other job has too. */
  private List<String> inOtherJobs(String name) {
    return assetsOf(name).stream()
        .filter(
            key ->
                graph.jobs().stream()
                    .anyMatch(job -> !job.name().equals(name) && job.assets().contains(key)))
        .toList();
  }

  private boolean hasPool(String name) {
    return assetsOf(name).stream()
        .flatMap(key -> graph.asset(key).stream())
        .anyMatch(asset -> asset.spec().pool().isPresent());
  }

  private List<String> assetsOf(String name) {
    return graph.jobs().stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .map(JobNode::assets)
        .orElse(List.of());
  }

  private void scanTrigger(PlacedTrigger trigger, JobNode job, String address) {
    TriggerSpec spec = trigger.spec();
    SpecPath path = trigger.path();
    // Of several triggers without a name, the place among them tells which is meant.
    String at = address + path.text().substring(job.path().field("triggers").text().length());
    if (spec.flavor().filter("quartz6"::equals).isPresent()) {
      found.add(Feature.QUARTZ_CRON, at + ".flavor", path.field("flavor"), quartz(spec));
    }
    if (spec.startDeadline().isPresent()) {
      found.add(
          Feature.START_DEADLINE,
          at + ".startDeadline",
          path.field("startDeadline"),
          UsedValues.none()
              .with("catchup", isCatchingUp(job))
              .with("several", job.partitionSets().stream().anyMatch(this::isOfSeveral)));
    }
    if (spec.partition().filter("all-missing"::equals).isPresent()) {
      one(Feature.ALL_MISSING_TRIGGER, at, path, "partition");
    }
    if (spec.upstream().isPresent()) {
      one(Feature.UPSTREAM_TRIGGER, at, path, "upstream");
    }
    if (spec.event().isPresent()) {
      found.add(
          Feature.EVENT_TRIGGER,
          at + ".event",
          path.field("event"),
          UsedValues.none().with("isOfMain", spec.branch().stream().allMatch("main"::equals)));
    }
    if (spec.sensor().isPresent()) {
      one(Feature.SENSOR_TRIGGER, at, path, "sensor");
    }
    if (spec.all().isPresent()) {
      one(Feature.ALL_TRIGGER, at, path, "all");
    }
    if (spec.any().isPresent()) {
      found.add(
          Feature.ANY_TRIGGER,
          at + ".any",
          path.field("any"),
          UsedValues.none().with("isInAll", trigger.isInAll()));
    }
  }

  /** The line of five fields that is equal to it, or why there is none. */
  private static UsedValues quartz(TriggerSpec spec) {
    return spec.cron()
        .flatMap(FiveFields::ofQuartz)
        .map(
            five ->
                switch (five) {
                  case FiveFields.Equal(String line) -> UsedValues.none().with("line", line);
                  case FiveFields.None(String why, String instead) ->
                      UsedValues.none().with("why", why).with("instead", instead);
                })
        .orElseGet(UsedValues::none);
  }

  private static boolean isCatchingUp(JobNode job) {
    return job.spec().flatMap(JobSpec::catchup).orElse(false)
        || PlacedTrigger.of(job).stream()
            .anyMatch(one -> one.spec().partition().filter("all-missing"::equals).isPresent());
  }

  /** Whether a tick asks for several partitions of a set. */
  private boolean isOfSeveral(String set) {
    return Optional.ofNullable(graph.product().partitions().get(set))
        .filter(
            spec ->
                spec.fixed().isPresent() || spec.dynamic().isPresent() || spec.multi().isPresent())
        .isPresent();
  }

  private void one(Feature feature, String address, SpecPath path, String field) {
    found.add(feature, address + "." + field, path.field(field));
  }
}
