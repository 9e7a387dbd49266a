package dev.regauge.adapters.dagster;

import dev.regauge.adapters.dagster.clock.DagsterClock;
import dev.regauge.adapters.spi.CronWindows;
import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.partition.CronLine;
import dev.regauge.spec.partition.TimeSet;
import dev.regauge.spec.plan.PartitionSetPlan;
import dev.regauge.spec.plan.PartitionSetPlan.Cron;
import dev.regauge.spec.plan.PartitionSetPlan.Daily;
import dev.regauge.spec.plan.PartitionSetPlan.Hourly;
import dev.regauge.spec.plan.PartitionSetPlan.Monthly;
import dev.regauge.spec.plan.PartitionSetPlan.Weekly;
import dev.regauge.spec.plan.PlanWindows;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Whether Dagster's own partitions of a time set have the product's keys: a schedule would
 * otherwise ask for a partition that Dagster does not know.
 */
final class TimePartitions {

  /** Long enough for every yearly clock change to come twice. */
  private static final int YEARS = 2;

  private TimePartitions() {}

  static Support support(FeatureUse use) {
    PartitionSetPlan.Timed set = set(use);
    Optional<String> cron = PlanWindows.cronLine(set);
    if (cron.isEmpty()) {
      return new Support.Unsupported(
          "Dagster's windows begin by a cron line: at a whole minute, less than an hour or a day"
              + " after the calendar's own",
          "round the offset to minutes, or write a cron set");
    }
    LocalDateTime start = PlanWindows.start(set);
    Instant now = start.plusYears(YEARS).toInstant(ZoneOffset.UTC);
    TimeSet own = PlanWindows.of(set);
    List<String> ours = own.keysAt(now);
    CronLine line = CronLine.unix(cron.get());
    List<String> theirs =
        new DagsterClock()
            .keys(new CronWindows(line, own.zone(), start, set.endOffset(), own.format()), now)
            .orElseThrow();
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      if (!ours.get(i).equals(theirs.get(i))) {
        return new Support.Unsupported(
            "where the clocks of "
                + own.zone()
                + " change, Dagster has the partition "
                + theirs.get(i)
                + " where the product has "
                + ours.get(i),
            "write another zone or another start");
      }
    }
    return new Support.Native();
  }

  /** The set without its end, up to which Dagster's keys are the same as without one. */
  private static PartitionSetPlan.Timed set(FeatureUse use) {
    String start = text(use, "start");
    String zone = text(use, "timezone");
    String format = text(use, "format");
    long offset = number(use, "offsetSeconds");
    int endOffset = Math.toIntExact(number(use, "endOffset"));
    Optional<String> open = Optional.empty();
    if (use.feature() == Feature.HOURLY_PARTITIONS) {
      return new Hourly("", start, open, zone, offset, endOffset, "", "", format);
    }
    if (use.feature() == Feature.WEEKLY_PARTITIONS) {
      String first = text(use, "weekStart");
      return new Weekly("", start, open, first, zone, offset, endOffset, "", "", format);
    }
    if (use.feature() == Feature.MONTHLY_PARTITIONS) {
      return new Monthly("", start, open, zone, offset, endOffset, "", "", format);
    }
    if (use.feature() == Feature.CRON_PARTITIONS) {
      return new Cron("", text(use, "cron"), start, open, zone, endOffset, "", "", format);
    }
    return new Daily("", start, open, zone, offset, endOffset, "", "", format);
  }

  private static String text(FeatureUse use, String name) {
    if (use.values().get(name) instanceof Value.Text(String text)) {
      return text;
    }
    throw new IllegalArgumentException(use.address() + " says no " + name);
  }

  private static long number(FeatureUse use, String name) {
    return use.values().get(name) instanceof Value.Number(BigDecimal number)
        ? number.longValue()
        : 0;
  }
}
