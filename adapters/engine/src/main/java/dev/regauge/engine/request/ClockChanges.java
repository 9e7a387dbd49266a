package dev.regauge.engine.request;

import dev.regauge.adapters.spi.EngineClock;
import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.partition.CronLine;
import dev.regauge.spec.partition.Moment;
import dev.regauge.spec.partition.Reading;
import dev.regauge.spec.partition.ZonedTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is left of a target's answer to a cron line where the clocks of its zone change: an engine
 * whose own clock reads the line otherwise there only comes near to it, whatever its adapter says.
 *
 * <p>The answer must not depend on the day on which it is asked, so that the same years are looked
 * at always; the ledger tells the dates that lie ahead.
 */
final class ClockChanges {

  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2030-01-01T00:00:00Z");
  private static final Duration AROUND = Duration.ofHours(26);

  private final Optional<EngineClock> clock;

  /** Large products repeat few lines. */
  private final Map<String, Optional<String>> judged = new TreeMap<>();

  ClockChanges(Optional<EngineClock> clock) {
    this.clock = clock;
  }

  /** Returns the answer, made less where the engine's clock cannot keep it. */
  Support judged(FeatureUse use, Support answer) {
    boolean isKept = answer instanceof Support.Native || answer instanceof Support.Emulated;
    if (clock.isEmpty()
        || !isKept
        || use.feature() != Feature.CRON_TRIGGER
        || !(use.values().get("cron") instanceof Value.Text(String cron))
        || !(use.values().get("timezone") instanceof Value.Text(String zone))
        || !(use.values().get("flavor") instanceof Value.Text(String flavor))
        || !flavor.equals("unix5")) {
      return answer;
    }
    return judged
        .computeIfAbsent(
            cron + " " + zone, _ -> difference(CronLine.unix(cron), ZoneId.of(zone), clock.get()))
        .<Support>map(Support.Approximated::new)
        .orElse(answer);
  }

  private static Optional<String> difference(CronLine line, ZoneId zone, EngineClock clock) {
    SequencedSet<String> forward = new LinkedHashSet<>();
    SequencedSet<String> back = new LinkedHashSet<>();
    ZoneOffsetTransition change = zone.getRules().nextTransition(FROM);
    while (change != null && change.getInstant().isBefore(UNTIL)) {
      Instant begin = change.getInstant().minus(AROUND);
      Instant end = change.getInstant().plus(AROUND);
      TreeSet<Instant> missed = ours(line, zone, begin, end);
      TreeSet<Instant> added = new TreeSet<>(clock.ticks(line, zone, begin, end));
      TreeSet<Instant> both = new TreeSet<>(missed);
      both.retainAll(added);
      missed.removeAll(both);
      added.removeAll(both);
      word(missed.size(), added.size()).ifPresent((change.isGap() ? forward : back)::add);
      change = zone.getRules().nextTransition(change.getInstant());
    }
    List<String> words = new ArrayList<>();
    forward.forEach(word -> words.add(word + " where they are set forward"));
    back.forEach(word -> words.add(word + " where they are set back"));
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "where the clocks of "
                + zone
                + " change, the engine's ticks are its own: "
                + String.join(", ", words)
                + "; the bundle runs at its ticks");
  }

  private static Optional<String> word(int missed, int added) {
    if (missed == 0 && added == 0) {
      return Optional.empty();
    }
    return Optional.of(
        missed == added
            ? "at another instant"
            : missed > added
                ? (missed == 1 ? "none" : "fewer")
                : (added == 1 ? "one more" : "more"));
  }

  private static TreeSet<Instant> ours(CronLine line, ZoneId zone, Instant from, Instant until) {
    ZonedTimes times = new ZonedTimes(line, zone, Reading.LATER);
    TreeSet<Instant> found = new TreeSet<>();
    Optional<Moment> at = times.atOrAfter(from);
    while (at.filter(one -> one.instant().isBefore(until)).isPresent()) {
      found.add(at.get().instant());
      at = times.next(at.get().instant());
    }
    return found;
  }
}
