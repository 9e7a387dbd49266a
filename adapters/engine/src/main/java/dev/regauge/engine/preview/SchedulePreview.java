package dev.regauge.engine.preview;

import dev.regauge.adapters.spi.EngineClock;
import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.request.TargetRequest;
import dev.regauge.spec.graph.PartitionCalendar;
import dev.regauge.spec.partition.CronFlavor;
import dev.regauge.spec.partition.CronLine;
import dev.regauge.spec.partition.Moment;
import dev.regauge.spec.partition.PartitionSet;
import dev.regauge.spec.partition.Reading;
import dev.regauge.spec.partition.ZonedTimes;
import dev.regauge.spec.plan.JobPlan;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Foretells a job's ticks.
 *
 * @param targets whose engines are compared; one whose adapter knows no clock is left out
 */
public record SchedulePreview(CompiledProduct.Sound product, List<TargetRequest> targets) {

  /** A trigger fires no more often than this: once a second for a day would be too many to read. */
  private static final int ENOUGH = 1_000_000;

  public SchedulePreview {
    targets = List.copyOf(targets);
  }

  /**
   * Returns the first ticks of the job from an instant on, with what engines add to the span that
   * they fill, oldest first.
   *
   * @param number how many ticks of the job
   * @param until the end of the span, exclusive; absent = after the last tick
   */
  public List<PreviewRow> of(JobPlan job, Instant from, int number, Optional<Instant> until) {
    List<PreviewRow> ticks = new ArrayList<>();
    List<JobPlan.CronTrigger> triggers =
        job.triggers().stream().filter(JobPlan.CronTrigger::enabled).toList();
    for (JobPlan.CronTrigger trigger : triggers) {
      ticks.addAll(ours(job, trigger, from, number, until));
    }
    ticks.sort(Comparator.comparing(PreviewRow::at).thenComparing(PreviewRow::cron));
    List<PreviewRow> first = ticks.subList(0, Math.min(number, ticks.size()));
    boolean isCut = first.size() < ticks.size() || until.isEmpty();
    Instant end = until.orElse(from);
    if (isCut) {
      end = first.isEmpty() ? from : first.getLast().at().plusNanos(1);
    }
    List<PreviewRow> rows = new ArrayList<>();
    for (JobPlan.CronTrigger trigger : triggers) {
      rows.addAll(compared(trigger, first, from, end));
    }
    rows.sort(Comparator.comparing(PreviewRow::at).thenComparing(PreviewRow::cron));
    return rows;
  }

  /**
   * Returns every tick of one trigger in {@code [from, until)}, and what engines add to them,
   * oldest first.
   */
  public List<PreviewRow> of(
      JobPlan job, JobPlan.CronTrigger trigger, Instant from, Instant until) {
    List<PreviewRow> ticks = ours(job, trigger, from, ENOUGH, Optional.of(until));
    return compared(trigger, ticks, from, until);
  }

  private List<PreviewRow> ours(
      JobPlan job, JobPlan.CronTrigger trigger, Instant from, int number, Optional<Instant> until) {
    Optional<PartitionSet> set =
        job.partitionSet()
            .filter(_ -> !trigger.partition().equals("none"))
            .map(new PartitionCalendar(product.spec().product())::set);
    ZoneId zone = ZoneId.of(trigger.timezone());
    ZonedTimes times = new ZonedTimes(line(trigger), zone, Reading.LATER);
    UpstreamPartitions upstream = new UpstreamPartitions(product);
    List<PreviewRow> rows = new ArrayList<>();
    Optional<Moment> at = times.atOrAfter(from);
    while (at.isPresent() && rows.size() < Math.min(number, ENOUGH)) {
      Instant tick = at.get().instant();
      if (until.filter(end -> !tick.isBefore(end)).isPresent()) {
        break;
      }
      List<String> partitions = set.map(one -> one.requestedAt(tick)).orElse(List.of());
      List<UpstreamKeys> needed = upstream.of(job, partitions, tick);
      rows.add(new PreviewRow(tick, trigger.cron(), zone, true, partitions, needed, List.of()));
      at = times.next(tick);
    }
    return rows;
  }

  private List<PreviewRow> compared(
      JobPlan.CronTrigger trigger, List<PreviewRow> all, Instant from, Instant until) {
    ZoneId zone = ZoneId.of(trigger.timezone());
    CronLine line = line(trigger);
    SortedMap<Instant, PreviewRow> ticks = new TreeMap<>();
    all.stream()
        .filter(row -> row.cron().equals(trigger.cron()) && row.zone().equals(zone))
        .forEach(row -> ticks.put(row.at(), row));
    SortedMap<Instant, List<String>> alone = new TreeMap<>();
    for (TargetRequest target : targets) {
      Optional<EngineClock> clock = target.adapter().clock();
      if (clock.isPresent() && line.flavor() == CronFlavor.UNIX5) {
        TreeSet<Instant> theirs = new TreeSet<>(clock.get().ticks(line, zone, from, until));
        TreeSet<Instant> either = new TreeSet<>(theirs);
        either.addAll(ticks.keySet());
        either.stream()
            .filter(at -> theirs.contains(at) != ticks.containsKey(at))
            .forEach(
                at -> alone.computeIfAbsent(at, _ -> new ArrayList<>()).add(target.name().value()));
      }
    }
    alone.keySet().stream()
        .filter(at -> !ticks.containsKey(at))
        .toList()
        .forEach(
            at ->
                ticks.put(
                    at,
                    new PreviewRow(
                        at, trigger.cron(), zone, false, List.of(), List.of(), List.of())));
    return ticks.values().stream()
        .map(
            row ->
                new PreviewRow(
                    row.at(),
                    row.cron(),
                    row.zone(),
                    row.isTick(),
                    row.partitions(),
                    row.upstream(),
                    alone.getOrDefault(row.at(), List.of())))
        .toList();
  }

  private static CronLine line(JobPlan.CronTrigger trigger) {
    boolean isQuartz = trigger.cron().strip().split("[ \t]+").length == 6;
    return CronLine.of(trigger.cron(), isQuartz ? CronFlavor.QUARTZ6 : CronFlavor.UNIX5);
  }
}
