package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.PartitionSetSpec.MonthlySpec;
import dev.regauge.spec.model.PartitionSetSpec.WeeklySpec;
import dev.regauge.spec.model.PartitionSetSpec.Windows;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** A set of windows ends after it starts, and its first window begins where windows begin. */
final class WindowsAreInOrder implements Rule {

  private static final Code CODE = new Code("RG-RULE-100");

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
              set.weekly().ifPresent(weekly -> checkWeek(graph, name, weekly, at, out));
              set.monthly().ifPresent(monthly -> checkMonth(graph, name, monthly, at, out));
              if (set.daily().isEmpty()) {
                set.windows().ifPresent(windows -> checkEnd(graph, name, windows, at, out));
              }
            });
  }

  /** Both are written in one form whose texts sort as the times do. */
  private static void checkEnd(
      SpecGraph graph, String name, Windows windows, SpecPath at, Diagnostics out) {
    if (windows.end().isPresent() && windows.end().get().compareTo(windows.start()) <= 0) {
      out.add(
          Diagnostic.error(CODE, "partition set '" + name + "' ends before it begins")
              .at(at.field("end"), graph.locator())
              .label("not after the start")
              .related(graph.locator().valueAt(at.field("start")), "the start")
              .help("'end' is exclusive: write a time after " + windows.start()));
    }
  }

  private static void checkWeek(
      SpecGraph graph, String name, WeeklySpec weekly, SpecPath at, Diagnostics out) {
    DayOfWeek first =
        DayOfWeek.valueOf(weekly.weekStart().orElse("monday").toUpperCase(Locale.ROOT));
    LocalDate start = LocalDate.parse(weekly.start());
    if (start.getDayOfWeek() != first) {
      LocalDate before = start.with(TemporalAdjusters.previousOrSame(first));
      out.add(
          Diagnostic.error(
                  CODE,
                  "partition set '"
                      + name
                      + "' begins on a "
                      + word(start.getDayOfWeek())
                      + ", its weeks on a "
                      + word(first))
              .at(at.field("start"), graph.locator())
              .label("a " + word(start.getDayOfWeek()))
              .help("write " + before + ", or 'weekStart: " + word(start.getDayOfWeek()) + "'"));
    }
  }

  private static void checkMonth(
      SpecGraph graph, String name, MonthlySpec monthly, SpecPath at, Diagnostics out) {
    LocalDate start = LocalDate.parse(monthly.start());
    if (start.getDayOfMonth() != 1) {
      out.add(
          Diagnostic.error(
                  CODE, "partition set '" + name + "' does not begin on the first of a month")
              .at(at.field("start"), graph.locator())
              .label("day " + start.getDayOfMonth() + " of the month")
              .help("write " + start.withDayOfMonth(1)));
    }
  }

  private static String word(DayOfWeek day) {
    return day.name().toLowerCase(Locale.ROOT);
  }
}
