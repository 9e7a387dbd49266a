package dev.regauge.engine.ledger;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.preview.PreviewRow;
import dev.regauge.engine.preview.SchedulePreview;
import dev.regauge.engine.request.TargetAnswers;
import dev.regauge.engine.request.TargetRequest;
import dev.regauge.spec.graph.PartitionCalendar;
import dev.regauge.spec.partition.PartitionSet;
import dev.regauge.spec.plan.JobPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Foretells where a target's engine will read the cron lines of a product otherwise than the spec's
 * rule: around each change of the clocks, and in the first days, in case the line itself is read
 * otherwise.
 */
public final class TickOracle {

  private static final Duration SPAN = Duration.ofDays(2 * 365);
  private static final Duration AROUND = Duration.ofHours(36);
  private static final Duration FIRST_DAYS = Duration.ofDays(8);

  private final CompiledProduct.Sound product;
  private final List<TargetAnswers> targets;
  private final Instant from;

  /** Looks at two years from an instant on. */
  public TickOracle(CompiledProduct.Sound product, List<TargetAnswers> targets, Instant from) {
    this.product = product;
    this.targets = List.copyOf(targets);
    this.from = from;
  }

  /** Returns the differences by job, cron line and target; none where the engines agree. */
  public List<TickDifference> differences() {
    List<TickDifference> found = new ArrayList<>();
    for (JobPlan job : product.plan().jobs()) {
      for (JobPlan.CronTrigger trigger : job.triggers()) {
        if (trigger.enabled()) {
          for (TargetAnswers target : targets) {
            of(job, trigger, target).ifPresent(found::add);
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private Optional<TickDifference> of(
      JobPlan job, JobPlan.CronTrigger trigger, TargetAnswers target) {
    List<TargetRequest> alone = List.of(target.target());
    SchedulePreview preview = new SchedulePreview(product, alone);
    Optional<PartitionSet> set =
        job.partitionSet()
            .filter(_ -> !trigger.partition().equals("none"))
            .map(new PartitionCalendar(product.spec().product())::set);
    Found found = new Found();
    for (Span span : spans(ZoneId.of(trigger.timezone()))) {
      found.add(preview.of(job, trigger, span.from(), span.until()), set);
      // Another trigger of the job may ask for what this one leaves out, soon enough.
      job.triggers().stream()
          .filter(other -> other.enabled() && !other.equals(trigger))
          .map(other -> preview.of(job, other, span.from(), span.until().plus(AROUND)))
          .forEach(found::addOther);
    }
    if (found.missed.isEmpty() && found.added.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TickDifference(
            Ledger.Maker.of(target),
            job.name(),
            trigger.cron(),
            trigger.timezone(),
            List.copyOf(found.missed),
            List.copyOf(found.added),
            set.isPresent()
                ? found.ofPartitions(job.catchup() || trigger.takesAll())
                : found.ofRuns()));
  }

  /** What differs in the spans of one trigger. */
  private static final class Found {
    private final SequencedSet<Instant> missed = new LinkedHashSet<>();
    private final SequencedSet<Instant> added = new LinkedHashSet<>();
    private final SequencedSet<String> lost = new LinkedHashSet<>();
    private final SequencedSet<String> twice = new LinkedHashSet<>();
    private boolean isAsOften = true;

    void add(List<PreviewRow> rows, Optional<PartitionSet> set) {
      List<String> wanted = new ArrayList<>();
      List<String> asked = new ArrayList<>();
      int more = 0;
      for (PreviewRow row : rows) {
        if (row.isTick()) {
          wanted.addAll(row.partitions());
        }
        if (row.alone().isEmpty()) {
          asked.addAll(row.partitions());
        } else if (row.isTick()) {
          missed.add(row.at());
          more--;
        } else {
          added.add(row.at());
          more++;
          set.ifPresent(one -> asked.addAll(one.requestedAt(row.at())));
        }
      }
      isAsOften &= more == 0;
      for (String key : new LinkedHashSet<>(wanted)) {
        int theirs = Collections.frequency(asked, key);
        if (theirs == 0) {
          lost.add(key);
        } else if (theirs > Collections.frequency(wanted, key)) {
          twice.add(key);
        }
      }
    }

    void addOther(List<PreviewRow> rows) {
      for (PreviewRow row : rows) {
        if (row.alone().isEmpty() || !row.isTick()) {
          row.partitions().forEach(lost::remove);
        }
      }
    }

    String ofRuns() {
      return isAsOften
          ? "the bundle runs as often, at the engine's instants"
          : "the bundle runs at the engine's instants: one run less for each tick that is not"
              + " there, one more for each of its own";
    }

    String ofPartitions(boolean isCaughtUp) {
      List<String> words = new ArrayList<>();
      if (!lost.isEmpty()) {
        String keys = String.join(", ", lost);
        words.add(
            isCaughtUp
                ? "no tick asks for "
                    + keys
                    + " by itself; with catch-up the next one makes up for it"
                : "no tick asks for " + keys + ": run it by hand, or write catchup: true");
      }
      if (!twice.isEmpty()) {
        words.add("a second run makes " + String.join(", ", twice) + " again");
      }
      return words.isEmpty()
          ? "a tick selects its partition by the instant, so the bundle asks for the same partitions"
          : String.join("; ", words);
    }
  }

  private record Span(Instant from, Instant until) {}

  private List<Span> spans(ZoneId zone) {
    List<Span> spans = new ArrayList<>(List.of(new Span(from, from.plus(FIRST_DAYS))));
    Instant end = from.plus(SPAN);
    ZoneOffsetTransition change = zone.getRules().nextTransition(from);
    while (change != null && change.getInstant().isBefore(end)) {
      Instant at = change.getInstant();
      Instant begin = at.minus(AROUND).isBefore(from) ? from : at.minus(AROUND);
      spans.add(new Span(begin, at.plus(AROUND)));
      change = zone.getRules().nextTransition(at);
    }
    return spans;
  }
}
