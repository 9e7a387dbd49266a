package dev.regauge.spec.plan;

import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.MappingSpec;
import dev.regauge.spec.model.TriggerSpec;
import java.util.Comparator;
import java.util.List;
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
        .filter(trigger -> trigger.cron().isPresent())
        .map(this::cron)
        .sorted(
            Comparator.comparing(JobPlan.CronTrigger::cron)
                .thenComparing(JobPlan.CronTrigger::timezone))
        .toList();
  }

  /** Returns what else stands by itself. */
  List<TriggerPlan> others() {
    return sorted(written().filter(trigger -> trigger.cron().isEmpty()));
  }

  private Stream<TriggerSpec> written() {
    return job.spec().map(JobSpec::triggers).orElse(List.of()).stream();
  }

  /** Which of them comes first means nothing, so their text decides. */
  private List<TriggerPlan> sorted(Stream<TriggerSpec> specs) {
    return specs.map(this::plan).sorted(Comparator.comparing(TriggerPlan::toString)).toList();
  }

  private JobPlan.CronTrigger cron(TriggerSpec spec) {
    return new JobPlan.CronTrigger(
        spec.cron().orElseThrow(),
        spec.timezone().orElse(zone),
        job.partitionSets().isEmpty() ? "none" : spec.partition().orElse("last"),
        spec.enabled().orElse(true),
        spec.flavor().orElse("unix5"),
        spec.startDeadline().map(Durations::seconds));
  }

  private TriggerPlan plan(TriggerSpec spec) {
    boolean enabled = spec.enabled().orElse(true);
    if (spec.cron().isPresent()) {
      return new TriggerPlan.Cron(cron(spec));
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
        .<TriggerPlan>map(all -> new TriggerPlan.All(sorted(all.stream()), enabled))
        .orElseGet(() -> new TriggerPlan.Any(sorted(spec.any().orElseThrow().stream()), enabled));
  }

  private TriggerPlan.Upstream upstream(TriggerSpec spec, boolean enabled) {
    SortedSet<String> inside = new TreeSet<>(job.assets());
    List<AssetNode.Edge> edges =
        job.assets().stream()
            .flatMap(key -> graph.asset(key).stream())
            .flatMap(asset -> asset.upstream().stream())
            .filter(edge -> !inside.contains(edge.upstream()))
            .toList();
    boolean isOfAll = edges.stream().anyMatch(edge -> edge.mapping().equals(MappingSpec.ALL));
    return new TriggerPlan.Upstream(
        spec.upstream().orElseThrow(),
        RunPlanning.sorted(edges.stream().map(AssetNode.Edge::upstream).toList()),
        spec.settle().map(Durations::seconds).orElse(isOfAll ? SETTLE_SECONDS : 0),
        enabled);
  }
}
