package dev.regauge.adapters.airflow;

import dev.regauge.adapters.airflow.model.AirflowProduct;
import dev.regauge.adapters.airflow.model.Dag;
import dev.regauge.adapters.airflow.model.Dialect;
import dev.regauge.adapters.airflow.model.Schedule;
import dev.regauge.adapters.airflow.model.Task;
import dev.regauge.adapters.spi.AddedKeys;
import dev.regauge.adapters.spi.Alerting;
import dev.regauge.adapters.spi.CodeImages;
import dev.regauge.adapters.spi.Contracts;
import dev.regauge.adapters.spi.PartitionWords;
import dev.regauge.adapters.spi.Polled;
import dev.regauge.adapters.spi.RunEvents;
import dev.regauge.adapters.spi.SecretStores;
import dev.regauge.adapters.spi.SemanticModels;
import dev.regauge.adapters.spi.StepTelemetry;
import dev.regauge.adapters.spi.Watched;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.PackPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns a plan into DAGs: all decisions of Airflow's idiom, none of the meaning. */
final class AirflowLowering {

  /** What Airflow takes as a run limit when a tick must start beside runs that are still going. */
  private static final int ROOM_FOR_THE_GATE = 16;

  /** More than any job has, which Airflow needs as a number. */
  private static final int UNLIMITED = 1000;

  private final ExecutionPlan plan;
  private final Dialect dialect;
  private final SortedMap<String, AssetPlan> assets = new TreeMap<>();
  private final SortedMap<String, Integer> positions = new TreeMap<>();
  private final AssetLowering assetLowering;

  AirflowLowering(ExecutionPlan plan, Dialect dialect) {
    this.plan = plan;
    this.dialect = dialect;
    for (AssetPlan asset : plan.assets()) {
      positions.put(asset.key(), assets.size());
      assets.put(asset.key(), asset);
    }
    this.assetLowering = new AssetLowering(plan);
  }

  AirflowProduct lower() {
    List<Dag> dags = plan.jobs().stream().map(this::dag).toList();
    List<AirflowProduct.Pool> pools =
        plan.pools().values().stream()
            .map(
                pool ->
                    new AirflowProduct.Pool(
                        pool.name(),
                        pool.engineName(),
                        pool.slots(),
                        pool.shared()
                            ? "Shared by all products"
                            : "Pool " + pool.name() + " of product " + plan.product().name()))
            .toList();
    return new AirflowProduct(
        dialect,
        plan.product().name(),
        plan.product().version(),
        plan.product().scope(),
        plan.product().description(),
        dags,
        poller(),
        watcher(),
        StepTelemetry.tellsOfRuns(plan),
        SemanticModels.areThere(plan),
        pools,
        List.copyOf(plan.environments().keySet()),
        notes());
  }

  /** A name that no job's DAG can have. */
  private Optional<AirflowProduct.Poller> poller() {
    SortedMap<String, String> dags = new TreeMap<>();
    Polled.jobs(plan).forEach(job -> dags.put(job.name(), id(job)));
    return Polled.isNeeded(plan)
        ? Optional.of(
            new AirflowProduct.Poller(
                plan.product().identifier() + "--triggers", dags, Polled.origins(plan)))
        : Optional.empty();
  }

  private Optional<AirflowProduct.Watcher> watcher() {
    return Optional.of(Watched.origins(plan))
        .filter(origins -> !origins.isEmpty())
        .map(
            origins ->
                new AirflowProduct.Watcher(
                    plan.product().identifier() + "--freshness", Watched.CRON, origins));
  }

  private String id(JobPlan job) {
    return plan.product().identifier() + "__" + job.identifier();
  }

  private Dag dag(JobPlan job) {
    List<AssetPlan> made = job.assets().stream().map(this::asset).toList();
    Set<String> named = new LinkedHashSet<>();
    for (AssetPlan asset : made) {
      asset.upstream().forEach(upstream -> named.add(upstream.asset()));
      named.add(asset.key());
    }
    boolean isAsked = isAsked(job);
    boolean isSkip = isSkip(job);
    return new Dag(
        id(job),
        job.name(),
        plan.product().description(),
        JobDoc.of(plan.product(), job),
        tags(job),
        schedule(job),
        isSkip
            ? Math.max(ROOM_FOR_THE_GATE, job.maxActiveRuns())
            : job.runLimit().orElse(UNLIMITED),
        isSkip ? Optional.of(job.maxActiveRuns()) : Optional.empty(),
        shape(job, made),
        job.catchesUp() && hasTicks(job) && !isAsked,
        ParamLowering.params(plan, job),
        named.stream()
            .sorted(Comparator.comparing(this::position))
            .map(this::asset)
            .map(assetLowering::asset)
            .toList(),
        tasks(job, made),
        edges(job),
        isAsked ? Optional.of(ticker(job)) : Optional.empty());
  }

  private List<Task> tasks(JobPlan job, List<AssetPlan> made) {
    return job.packs().isEmpty()
        ? made.stream().map(assetLowering::task).toList()
        : job.packs().stream()
            .map(
                pack ->
                    assetLowering.task(
                        pack, pack.assets().stream().map(this::asset).toList(), needs(job, pack)))
            .toList();
  }

  /** Returns the packs that a pack needs something of, and what. */
  private static SortedMap<String, List<String>> needs(JobPlan job, PackPlan pack) {
    SortedMap<String, List<String>> needs = new TreeMap<>();
    for (PackPlan other : job.packs()) {
      List<String> needed = pack.needs().stream().filter(other.assets()::contains).toList();
      if (!needed.isEmpty()) {
        needs.put(other.identifier(), needed);
      }
    }
    return needs;
  }

  private List<Dag.Edge> edges(JobPlan job) {
    return job.packs().isEmpty()
        ? job.edges().stream()
            .map(
                edge ->
                    new Dag.Edge(asset(edge.from()).identifier(), asset(edge.to()).identifier()))
            .toList()
        : job.packs().stream()
            .flatMap(
                pack ->
                    needs(job, pack).keySet().stream()
                        .map(other -> new Dag.Edge(other, pack.identifier())))
            .toList();
  }

  /**
   * Whether a run's first task skips the others. What a catch-up requests is no tick and must not
   * be skipped, so there Airflow's own limit keeps runs apart, and the timetable forgets ticks.
   */
  private boolean isSkip(JobPlan job) {
    return job.overlap().equals("skip") && !isAsked(job) && !job.catchesUp();
  }

  /** Whether a tick has to ask the records which keys there are. */
  private boolean isAsked(JobPlan job) {
    return hasTicks(job) && job.partitionSet().filter(set -> AddedKeys.isOf(plan, set)).isPresent();
  }

  private Dag.Ticker ticker(JobPlan job) {
    boolean isSkip = job.overlap().equals("skip");
    return new Dag.Ticker(
        id(job) + "--tick",
        schedule(job, Optional.empty()),
        isSkip ? Optional.of(job.maxActiveRuns()) : Optional.empty());
  }

  private Dag.Shape shape(JobPlan job, List<AssetPlan> made) {
    return new Dag.Shape(
        job.maxConcurrent(),
        job.maxRuntimeSeconds(),
        job.abort().equals("all"),
        job.setup().isPresent(),
        job.teardown().isPresent(),
        job.packs().isEmpty() && made.stream().anyMatch(asset -> asset.after().equals("all-done")),
        StepTelemetry.tellsOfRuns(plan) || !Alerting.ofRun(plan, job).isEmpty(),
        job.autoPauseAfterFailures(),
        Alerting.tellsOfPause(plan, job),
        StepTelemetry.tellsOfRuns(plan)
            || Alerting.tellsOfPause(plan, job)
            || RunEvents.isAwaited(plan, job));
  }

  private int position(String key) {
    return positions.getOrDefault(key, Integer.MAX_VALUE);
  }

  private AssetPlan asset(String key) {
    AssetPlan asset = assets.get(key);
    if (asset == null) {
      throw new IllegalArgumentException("the plan names an asset that it lacks: " + key);
    }
    return asset;
  }

  private Optional<Schedule> schedule(JobPlan job) {
    Optional<Schedule.Partitions> partitions =
        job.partitionSet()
            .map(name -> plan.partitionSets().get(name))
            .map(
                set ->
                    new Schedule.Partitions(
                        set,
                        PartitionWords.of(set, plan.partitionSets()),
                        AddedKeys.isOf(plan, set.name()),
                        plan.beginsWithNewest(job)));
    if (partitions.isEmpty() && !hasTicks(job)) {
      return Optional.empty();
    }
    return Optional.of(
        isAsked(job)
            ? new Schedule(partitions, List.of(), List.of(), 0)
            : schedule(job, partitions));
  }

  private static Schedule schedule(JobPlan job, Optional<Schedule.Partitions> partitions) {
    // A skipped tick is gone; any other that is due is made up for, also after a pause.
    return new Schedule(
        partitions,
        ticks(job, true),
        ticks(job, false),
        job.overlap().equals("skip") ? 0 : job.maxCatchup());
  }

  private static List<Schedule.Tick> ticks(JobPlan job, boolean isEnabled) {
    return job.triggers().stream()
        .filter(trigger -> trigger.enabled() == isEnabled)
        .map(
            trigger ->
                new Schedule.Tick(
                    trigger.cron(), trigger.timezone(), trigger.startDeadlineSeconds().isPresent()))
        .toList();
  }

  /** A trigger that is off ticks all the same where the environment switches its job on. */
  private static boolean hasTicks(JobPlan job) {
    return !job.triggers().isEmpty();
  }

  /** Tags as {@code name=value}; Airflow refuses more than 100 characters. */
  private List<String> tags(JobPlan job) {
    List<String> tags = new ArrayList<>(List.of("product=" + plan.product().name()));
    if (!plan.product().domain().isEmpty()) {
      tags.add("domain=" + plan.product().domain());
    }
    job.tags().forEach((name, value) -> tags.add(value.isEmpty() ? name : name + "=" + value));
    return tags.stream().map(AirflowLowering::shortTag).sorted().distinct().toList();
  }

  private static String shortTag(String tag) {
    return tag.codePointCount(0, tag.length()) <= 100
        ? tag
        : tag.substring(0, tag.offsetByCodePoints(0, 99)) + "\u2026";
  }

  private boolean hasRetries() {
    return plan.assets().stream().anyMatch(asset -> !asset.retry().waitSeconds().isEmpty());
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(CodeImages.words(plan));
    notes.addAll(Contracts.words(plan));
    notes.addAll(StepTelemetry.words(plan));
    notes.addAll(SecretStores.words(plan));
    watcher()
        .ifPresent(
            watcher ->
                notes.add(
                    "The DAG "
                        + watcher.id()
                        + " looks every five minutes how old all that has a freshness is."
                        + " A change is one event: a line in its task's log, and in its XCom. It"
                        + " fails no run."));
    if (!AddedKeys.sets(plan).isEmpty()) {
      notes.add(
          "The keys of the partition sets "
              + AddedKeys.words(plan)
              + " are the product's own records, of which Airflow knows nothing: a run for a key that"
              + " nobody has added fails and says so. To list and to add them:"
              + " python -m regauge_runtime partitions --home HOME --add SET=KEY, with the"
              + " steps' interpreter. A backfill of Airflow finds none of them; start a run for each.");
    }
    if (!dialect.hasRetryPolicies() && hasRetries()) {
      notes.add(
          "Airflow "
              + dialect.line()
              + " has one delay for all attempts of a task: for what a wait is longer than the"
              + " shortest one, the task stays, and keeps its worker and its pool's slots meanwhile.");
    }
    if (!Alerting.jobs(plan).isEmpty()) {
      notes.add(
          "A failed run is told by its DAG's on_failure_callback, which Airflow calls in the DAG"
              + " processor: it needs the same environment variables as the workers, the secrets of"
              + " the alerts among them. A run that a person marks as failed is not told.");
    }
    if (StepTelemetry.tellsOfRuns(plan)) {
      notes.add(
          "The span of a run is sent by its DAG's callbacks, which Airflow calls in the DAG"
              + " processor: it needs the variables that name the collector. A run that a person"
              + " marks as failed or as successful has none.");
    }
    for (JobPlan job : plan.jobs()) {
      if (!job.otherTriggers().isEmpty()) {
        notes.add(
            "Job "
                + job.name()
                + " is also started by the DAG "
                + plan.product().identifier()
                + "--triggers, which looks each minute for "
                + Polled.words(job)
                + ". Each is asked for until its first step has begun: clear a run that failed"
                + " before that, or it is not made.");
      }
      if (job.pauses()) {
        notes.add(
            "Airflow pauses the DAG of job "
                + job.name()
                + " when its last "
                + job.autoPauseAfterFailures()
                + " runs have failed. To go on, unpause it; the next failure pauses it again. What was"
                + " asked for meanwhile waits as queued runs.");
      }
      if (isAsked(job)) {
        notes.add(
            "The crons of job "
                + job.name()
                + " are those of the DAG "
                + id(job)
                + "--tick: each of its runs asks the product's records which keys there are and requests"
                + " a run of the job for each, one after the other; none while the job's DAG is paused"
                + (job.overlap().equals("skip") ? " or busy." : "."));
      } else if (job.catchesUp()) {
        notes.add(
            "Job "
                + job.name()
                + " catches up: a scheduled run makes its own partition at once and, by the tasks"
                + " regauge-due and regauge-catch-up, requests the missing ones, oldest first.");
      }
      if (isSkip(job)) {
        notes.add(
            "Job "
                + job.name()
                + " skips a tick while "
                + job.maxActiveRuns()
                + " of its runs are going: such a run appears in Airflow with all tasks skipped.");
      }
    }
    return notes;
  }
}
