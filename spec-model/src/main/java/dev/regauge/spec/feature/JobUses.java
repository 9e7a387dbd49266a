package dev.regauge.spec.feature;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.PlacedTrigger;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.RunPlan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the uses of a job. */
final class JobUses {

  /** What a job has that says nothing of it; a value that equals it asks for nothing. */
  private static final int USUAL_STEPS = 4;

  private final SpecGraph graph;
  private final FoundUses found;
  private final SortedMap<String, SpecPath> paths = new TreeMap<>();
  private final SortedSet<String> unpartitioned = new TreeSet<>();
  private final SortedSet<String> joins = new TreeSet<>();

  JobUses(SpecGraph graph, ExecutionPlan plan, FoundUses found) {
    this.graph = graph;
    this.found = found;
    for (JobNode job : graph.jobs()) {
      paths.put(job.name(), job.path());
    }
    for (AssetPlan asset : plan.assets()) {
      if (asset.partitionSet().isEmpty()) {
        unpartitioned.add(asset.key());
      }
      if (!asset.after().equals("all")) {
        joins.add(asset.key());
      }
    }
  }

  void scan(JobPlan job) {
    String address = "jobs[" + job.name() + "]";
    SpecPath path = paths.getOrDefault(job.name(), SpecPath.of("jobs"));
    found.add(
        Feature.JOB,
        address,
        path,
        UsedValues.none()
            .with("assets", job.assets().size())
            .with("isImplied", job.isImplied())
            .with("partitionSet", job.partitionSet()));
    if (!job.was().isEmpty()) {
      UsedValues values = UsedValues.none().with("names", job.was());
      found.add(Feature.JOB_RENAME, address + ".was", path.field("was"), values);
    }
    if (!job.tags().isEmpty()) {
      UsedValues values = UsedValues.none().with("names", job.tags().keySet());
      found.add(Feature.JOB_TAGS, address + ".tags", path.field("tags"), values);
    }
    if (!job.params().isEmpty()) {
      UsedValues values = UsedValues.none().with("names", job.params().keySet());
      found.add(Feature.PARAMS, address + ".params", path.field("params"), values);
      found.addSecrets(job.params(), address + ".params", path.field("params"));
    }
    job.partitionSet().ifPresent(set -> scanUnpartitioned(job, set, address, path));
    scanTriggers(job, address, path.field("triggers"));
    scanRuns(job, address, path);
    scanShape(job, address, path);
  }

  /** How a run goes on, and how it ends. */
  private void scanShape(JobPlan job, String address, SpecPath path) {
    if (job.maxConcurrent() != USUAL_STEPS) {
      found.add(
          Feature.JOB_MAX_CONCURRENT,
          address + ".maxConcurrent",
          path.field("maxConcurrent"),
          UsedValues.none().with("steps", job.maxConcurrent()));
    }
    job.maxRuntimeSeconds()
        .ifPresent(
            seconds ->
                found.add(
                    Feature.JOB_MAX_RUNTIME,
                    address + ".maxRuntime",
                    path.field("maxRuntime"),
                    UsedValues.none().with("seconds", seconds)));
    if (job.abort().equals("all")) {
      List<String> joined = job.assets().stream().filter(joins::contains).toList();
      found.add(
          Feature.JOB_ABORT_ALL,
          address + ".abort",
          path.field("abort"),
          UsedValues.none().with("joins", joined).with("isPacked", isOneStep(job)));
    }
    job.setup()
        .ifPresent(run -> addPhase(Feature.JOB_SETUP, run, address + ".setup", path, "setup"));
    job.teardown()
        .ifPresent(
            run -> addPhase(Feature.JOB_TEARDOWN, run, address + ".teardown", path, "teardown"));
  }

  private static boolean isOneStep(JobPlan job) {
    return job.packs().stream().anyMatch(pack -> pack.assets().size() == job.assets().size());
  }

  private void addPhase(Feature feature, RunPlan run, String address, SpecPath path, String field) {
    found.add(feature, address, path.field(field), UsedValues.none().with("kind", run.kindName()));
  }

  private void scanUnpartitioned(JobPlan job, String set, String address, SpecPath path) {
    for (String asset : job.assets()) {
      if (unpartitioned.contains(asset)) {
        found.add(
            Feature.UNPARTITIONED_IN_PARTITIONED_JOB,
            address + ".assets[" + asset + "]",
            path.field("select"),
            UsedValues.none()
                .with("job", job.name())
                .with("asset", asset)
                .with("partitionSet", set));
      }
    }
  }

  /** Where a trigger is written, if that can be told from the line and its zone. */
  private Optional<SpecPath> placeOf(JobPlan.CronTrigger trigger, JobPlan job) {
    return graph.jobs().stream()
        .filter(node -> node.name().equals(job.name()))
        .flatMap(node -> PlacedTrigger.of(node).stream())
        .filter(placed -> placed.spec().cron().filter(trigger.cron()::equals).isPresent())
        .filter(placed -> placed.spec().timezone().filter(trigger.timezone()::equals).isPresent())
        .map(PlacedTrigger::path)
        .findFirst();
  }

  private void scanTriggers(JobPlan job, String address, SpecPath path) {
    List<JobPlan.CronTrigger> triggers = job.triggers();
    for (JobPlan.CronTrigger trigger : triggers) {
      SpecPath place = placeOf(trigger, job).orElse(path);
      String at = address + ".triggers[" + trigger.cron() + " " + trigger.timezone() + "]";
      UsedValues values =
          UsedValues.none()
              .with("cron", trigger.cron())
              .with("timezone", trigger.timezone())
              .with("flavor", trigger.flavor())
              .with("partition", trigger.partition());
      found.add(Feature.CRON_TRIGGER, at, place, values);
      if (!trigger.enabled()) {
        found.add(Feature.DISABLED_TRIGGER, at + ".enabled", place, values);
      }
    }
    if (triggers.size() > 1) {
      UsedValues values = UsedValues.none().with("count", triggers.size());
      found.add(Feature.SEVERAL_CRON_TRIGGERS, address + ".triggers", path, values);
    }
  }

  private void scanRuns(JobPlan job, String address, SpecPath path) {
    UsedValues values =
        UsedValues.none()
            .with("maxActiveRuns", job.maxActiveRuns())
            .with("maxCatchup", job.maxCatchup())
            .with("partitionSet", job.partitionSet())
            .with("catchup", job.catchesUp())
            .with("isSkip", job.overlap().equals("skip"))
            .with("isStartedOtherwise", isStartedOtherwise(job));
    found.add(
        Feature.valueOf("OVERLAP_" + job.overlap().toUpperCase(Locale.ROOT)),
        address + ".overlap",
        path.field("overlap"),
        values);
    if (job.catchup()) {
      found.add(Feature.CATCHUP, address + ".catchup", path.field("catchup"), values);
    }
    if (job.maxActiveRuns() > 1) {
      found.add(
          Feature.MAX_ACTIVE_RUNS, address + ".maxActiveRuns", path.field("maxActiveRuns"), values);
    }
  }

  /** Whether not all of its runs are started by crons of one time zone. */
  private static boolean isStartedOtherwise(JobPlan job) {
    long zones = job.triggers().stream().map(JobPlan.CronTrigger::timezone).distinct().count();
    return zones > 1 || !job.otherTriggers().isEmpty();
  }
}
