package dev.regauge.golden;

import dev.regauge.spec.partition.KeyMapping;
import dev.regauge.spec.partition.PartitionMapping;
import dev.regauge.spec.partition.PartitionSet;
import dev.regauge.spec.partition.TimeSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where Dagster's own partition mappings are foretold to answer otherwise than our rule. */
final class DagsterMappings {

  private static final String BEFORE = "2011-12-29";
  private static final String SKIPPED = "2011-12-30";
  private static final String AFTER = "2011-12-31";

  /**
   * What Dagster answers.
   *
   * @param reason why that is not our answer
   */
  record Differing(List<String> keys, String reason) {}

  private DagsterMappings() {}

  static Optional<Differing> differing(
      PartitionMapping mapping, boolean isUp, String key, Instant now, List<String> ours) {
    PartitionSet from = isUp ? mapping.downstream() : mapping.upstream();
    PartitionSet to = isUp ? mapping.upstream() : mapping.downstream();
    if (isDaily(from) && isDaily(to) && key.equals(BEFORE)) {
      if (isAtSix(to) && !isAtSix(from)) {
        List<String> error = List.of("CheckError: Invariant failed.");
        return Optional.of(
            new Differing(error, "fails where a boundary of one set lies in the skipped day"));
      }
      if (isUp && mapping.mapping() instanceof KeyMapping.Overlap overlap && overlap.end() < 0) {
        List<String> longer = new ArrayList<>(ours);
        longer.add(BEFORE);
        return Optional.of(
            new Differing(longer, "counts the skipped day among those by which it moves an end"));
      }
    }
    int after = ours.indexOf(AFTER);
    if (isDaily(to) && after > 0 && ours.get(after - 1).equals(BEFORE)) {
      List<String> longer = new ArrayList<>(ours);
      longer.add(after, SKIPPED);
      return Optional.of(
          new Differing(longer, "has a partition for the day that the zone skipped"));
    }
    List<String> existing = new ArrayList<>(ours);
    existing.retainAll(to.keysAt(now));
    return existing.equals(ours)
        ? Optional.empty()
        : Optional.of(new Differing(existing, "knows no partition that does not exist yet"));
  }

  private static boolean isDaily(PartitionSet set) {
    return set instanceof TimeSet time
        && time.zone().getId().equals("Pacific/Apia")
        && time.name().matches("0 [06] \\* \\* \\*");
  }

  private static boolean isAtSix(PartitionSet set) {
    return set.name().startsWith("0 6 ");
  }
}
