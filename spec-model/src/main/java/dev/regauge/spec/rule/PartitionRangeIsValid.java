package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.PartitionCalendar;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.PartitionSetSpec.DailySpec;
import dev.regauge.spec.model.PartitionSetSpec.Windows;
import dev.regauge.spec.partition.PartitionSets;
import dev.regauge.spec.partition.TimeSet;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** A set has a window between its start and its end, and a day begins within the day. */
final class PartitionRangeIsValid implements Rule {

  private static final Code CODE = new Code("RG-RULE-012");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    graph
        .product()
        .partitions()
        .forEach(
            (name, set) -> {
              SpecPath at = SpecPath.of("partitions").entry(name).field(set.kind());
              if (set.daily().isPresent()) {
                judge(name, set.daily().get(), at, graph, out);
              } else {
                set.windows()
                    .filter(windows -> hasNoWindow(windows.start(), windows.end(), set))
                    .ifPresent(windows -> out.add(noWindow(name, windows, at, graph)));
              }
            });
  }

  /** Whether the range is empty or too short; another rule's mistakes are left to it. */
  private static boolean hasNoWindow(String start, Optional<String> end, PartitionSetSpec set) {
    if (end.isEmpty()) {
      return false;
    }
    if (PartitionSets.wall(end.get()).compareTo(PartitionSets.wall(start)) <= 0) {
      return true;
    }
    try {
      TimeSet times = PartitionCalendar.timeSet("", set).orElseThrow();
      Instant over = times.end().orElseThrow().toInstant(ZoneOffset.MIN);
      return times.lastAt(over).isEmpty();
    } catch (IllegalArgumentException | DateTimeException e) {
      return false;
    }
  }

  private static Diagnostic noWindow(String name, Windows windows, SpecPath at, SpecGraph graph) {
    return Diagnostic.error(CODE, "partition set '" + name + "' ends before its first window does")
        .at(at.field("end"), graph.locator())
        .label("no whole window lies before it")
        .related(graph.locator().valueAt(at.field("start")), "the start")
        .help("'end' is exclusive: write one a whole window or more after " + windows.start());
  }

  private static void judge(
      String name, DailySpec daily, SpecPath at, SpecGraph graph, Diagnostics out) {
    // Both are YYYY-MM-DD, so the order of the texts is that of the days.
    if (daily.end().isPresent() && daily.end().get().compareTo(daily.start()) <= 0) {
      out.add(
          Diagnostic.error(CODE, "partition set '" + name + "' ends before its first day is over")
              .at(at.field("end"), graph.locator())
              .label("the first day that no longer is")
              .related(graph.locator().valueAt(at.field("start")), "the first day")
              .help("'end' is exclusive: write a day after " + daily.start()));
    }
    boolean isDayOff =
        daily
            .offset()
            .map(Duration::parse)
            .filter(offset -> offset.compareTo(Duration.ofDays(1)) >= 0)
            .isPresent();
    if (isDayOff) {
      out.add(
          Diagnostic.error(CODE, "partition set '" + name + "' begins its days a day later")
              .at(at.field("offset"), graph.locator())
              .label("a whole day or more")
              .help("write less than PT24H; 'endOffset' moves whole days"));
    }
  }
}
