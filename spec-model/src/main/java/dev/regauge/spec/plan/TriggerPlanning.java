package dev.regauge.spec.plan;

import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.MappingSpec;
import dev.regauge.spec.model.TriggerSpec;
import dev.regauge.spec.partition.CronFlavor;
import dev.regauge.spec.partition.FiveFields;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Plans what starts a job. */
final class TriggerPlanning {

  /** How long news of an upstream asset waits for more, where a mapping is to all of it. */
  private static final long SETTLE_SECONDS = 300;

  private final SpecGraph graph;
  private final JobNode job;
  private final String zone;

  TriggerPlanning(SpecGraph graph, JobNode job, String zone) {
    this.graph = graph;
    this.job = job;
    this.zone = zone;
  }

  /** Returns the cron lines that stand by themselves. */
  List<JobPlan.CronTrigger> crons() {
    return written()
        .filter(trigger -> trigger.spec().cron().isPresent())
        .map(trigger -> cron(trigger.spec(), trigger.enabled()))
        .sorted(
            Comparator.comparing(JobPlan.CronTrigger::cron)
                .thenComparing(JobPlan.CronTrigger::timezone))
        .toList();
  }

  /** Returns what else stands by itself. */
  List<TriggerPlan> others() {
    return sorted(written().filter(trigger -> trigger.spec().cron().isEmpty()));
  }

  /** A trigger, and whether it and all that it is inside of are on. */
  private record Written(TriggerSpec spec, boolean enabled) {}

  private Stream<Written> written() {
    return alone(job.spec().map(JobSpec::triggers).orElse(List.of()), true);
  }

  /** Any of a job's triggers starts a run, so those in an {@code any} stand by themselves too. */
  private static Stream<Written> alone(List<TriggerSpec> specs, boolean enabled) {
    return specs.stream()
        .flatMap(
            spec -> {
              boolean isOn = enabled && spec.enabled().orElse(true);
              return spec.any()
                  .map(any -> alone(any, isOn))
                  .orElseGet(() -> Stream.of(new Written(spec, isOn)));
            });
  }

  /** Which of them comes first means nothing, so their text decides. */
  private List<TriggerPlan> sorted(Stream<Written> written) {
    return written.map(this::plan).sorted(Comparator.comparing(TriggerPlan::toString)).toList();
  }

  private JobPlan.CronTrigger cron(TriggerSpec spec, boolean enabled) {
    String written = spec.cron().orElseThrow();
    String flavor = spec.flavor().orElse(CronFlavor.UNIX5.word());
    Optional<String> equal = fiveFields(written, flavor);
    return new JobPlan.CronTrigger(
        equal.orElse(written),
        spec.timezone().orElse(zone),
        job.partitionSets().isEmpty() ? "none" : spec.partition().orElse("last"),
        enabled,
        equal.isPresent() ? CronFlavor.UNIX5.word() : flavor,
        spec.startDeadline().map(Durations::seconds));
  }

  /** The line of five fields that is equal to one of Quartz's: what every engine reads. */
  private static Optional<String> fiveFields(String written, String flavor) {
    return Optional.of(written)
        .filter(_ -> flavor.equals(CronFlavor.QUARTZ6.word()))
        .flatMap(FiveFields::ofQuartz)
        .filter(FiveFields.Equal.class::isInstance)
        .map(equal -> ((FiveFields.Equal) equal).line());
  }

  private TriggerPlan plan(Written written) {
    TriggerSpec spec = written.spec();
    boolean enabled = written.enabled();
    if (spec.cron().isPresent()) {
      return new TriggerPlan.Cron(cron(spec, enabled));
    }
    if (spec.upstream().isPresent()) {
      return upstream(spec, enabled);
    }
    if (spec.event().isPresent()) {
      return new TriggerPlan.Event(
          spec.event().get(),
          spec.target().orElseThrow(),
          RunPlanning.sorted(spec.branch()),
          enabled);
    }
    if (spec.sensor().isPresent()) {
      return new TriggerPlan.Sensor(spec.sensor().get(), enabled);
    }
    return spec.all()
        .<TriggerPlan>map(all -> new TriggerPlan.All(inside(all), enabled))
        .orElseGet(() -> new TriggerPlan.Any(inside(spec.any().orElseThrow()), enabled));
  }

  private List<TriggerPlan> inside(List<TriggerSpec> specs) {
    return sorted(specs.stream().map(spec -> new Written(spec, spec.enabled().orElse(true))));
  }

  private TriggerPlan.Upstream upstream(TriggerSpec spec, boolean enabled) {
    SortedSet<String> inside = new TreeSet<>(job.assets());
    List<AssetNode.Edge> edges =
        job.assets().stream()
            .flatMap(key -> graph.asset(key).stream())
            .flatMap(asset -> asset.upstream().stream())
            .filter(edge -> !inside.contains(edge.upstream()))
            .toList();
    List<AssetNode.Outside> outside =
        job.assets().stream()
            .flatMap(key -> graph.asset(key).stream())
            .flatMap(asset -> asset.outside().stream())
            .toList();
    boolean isOfAll =
        Stream.concat(
                edges.stream().map(AssetNode.Edge::mapping),
                outside.stream().map(AssetNode.Outside::mapping))
            .anyMatch(MappingSpec.ALL::equals);
    return new TriggerPlan.Upstream(
        spec.upstream().orElseThrow(),
        RunPlanning.sorted(
            Stream.concat(
                    edges.stream().map(AssetNode.Edge::upstream),
                    outside.stream().map(AssetNode.Outside::external))
                .toList()),
        spec.settle().map(Durations::seconds).orElse(isOfAll ? SETTLE_SECONDS : 0),
        enabled);
  }
}
