package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.PartitionCalendar;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.PartitionSetSpec.Windows;
import dev.regauge.spec.partition.CronFlavor;
import dev.regauge.spec.partition.CronSyntax;
import dev.regauge.spec.partition.KeyFormat;
import dev.regauge.spec.partition.TimeSet;
import dev.regauge.spec.partition.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The format of a partition set gives each window a key of its own. */
final class PartitionKeysAreDistinct implements Rule {

  private static final Code CODE = new Code("RG-RULE-140");

  /** Long enough to meet each part of a date again; short crons repeat theirs much sooner. */
  private static final Duration SHORT = Duration.ofDays(2);

  private static final Duration LONG = Duration.ofDays(400);

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
            (name, set) ->
                set.windows()
                    .filter(windows -> isSound(windows, set))
                    .flatMap(windows -> problem(name, windows, set))
                    .ifPresent(
                        problem -> {
                          SpecPath at = SpecPath.of("partitions").entry(name).field(set.kind());
                          out.add(finding(graph, name, at.field("format"), problem));
                        }));
  }

  /** Whether no other rule has something to say first. */
  private static boolean isSound(Windows windows, PartitionSetSpec set) {
    CronSyntax syntax = new CronSyntax(CronFlavor.UNIX5);
    return set.cron().flatMap(cron -> syntax.problem(cron.cron())).isEmpty()
        && windows.timezone().filter(ZoneId.getAvailableZoneIds()::contains).isPresent();
  }

  private static Optional<String> problem(String name, Windows windows, PartitionSetSpec set) {
    Optional<String> wrong = windows.format().flatMap(KeyFormat::problem);
    if (wrong.isPresent()) {
      return wrong;
    }
    TimeSet times = PartitionCalendar.timeSet(name, set).orElseThrow();
    Instant start = times.start().atZone(times.zone()).toInstant();
    for (Duration length : List.of(SHORT, LONG)) {
      List<String> keys = times.keysOverlapping(new Window(start, start.plus(length)));
      TreeSet<String> seen = new TreeSet<>();
      for (String key : keys) {
        if (!seen.add(key)) {
          return Optional.of("two windows have the key '" + key + "'");
        }
      }
      if (keys.size() > 1) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Diagnostic finding(SpecGraph graph, String name, SpecPath at, String problem) {
    return Diagnostic.error(
            CODE, "partition set '" + name + "' has no key of its own for each window: " + problem)
        .at(at, graph.locator())
        .label(problem)
        .help("write a format with every part in which windows differ, such as %Y-%m-%d-%H:%M");
  }
}
