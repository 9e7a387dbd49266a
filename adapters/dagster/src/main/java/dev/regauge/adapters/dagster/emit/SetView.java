package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.Partitions;
import dev.regauge.spec.plan.PartitionSetPlan;
import dev.regauge.spec.plan.PlanWindows;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A partition set: as Dagster defines it, and as the step's algebra reads it. */
public record SetView(PyCode constant, PyCode definition, PyCode windowsConstant, PyCode windows) {

  static SetView of(Partitions partitions) {
    return new SetView(
        PyExpr.name(partitions.constant()).code(),
        definition(partitions).after(partitions.constant() + " = "),
        PyExpr.name(partitions.windowsConstant()).code(),
        PyExpr.call("partitions.partition_set", List.of(PyLiteral.of(partitions.words())))
            .after(partitions.windowsConstant() + " = "));
  }

  private static PyExpr definition(Partitions partitions) {
    return switch (partitions.set()) {
      case PartitionSetPlan.Daily daily -> isPlainDay(daily) ? daily(daily) : timed(daily);
      case PartitionSetPlan.Hourly hourly -> timed(hourly);
      case PartitionSetPlan.Weekly weekly -> timed(weekly);
      case PartitionSetPlan.Monthly monthly -> timed(monthly);
      case PartitionSetPlan.Cron cron -> timed(cron);
      case PartitionSetPlan.Static values ->
          PyExpr.call("dg.StaticPartitionsDefinition", List.of(PyLiteral.of(values.values())));
      case PartitionSetPlan.Multi _ -> {
        Map<String, Object> dimensions = new LinkedHashMap<>();
        partitions
            .dimensions()
            .forEach((name, constant) -> dimensions.put(name, PyExpr.name(constant)));
        yield PyExpr.call("dg.MultiPartitionsDefinition", List.of(PyLiteral.of(dimensions)));
      }
      case PartitionSetPlan.Dynamic _ ->
          PyExpr.call(
              "dg.DynamicPartitionsDefinition",
              List.of(PyExpr.keyword("name", PyLiteral.of(partitions.engineName()))));
    };
  }

  private static PyExpr daily(PartitionSetPlan.Daily daily) {
    List<PyExpr> arguments = new ArrayList<>();
    arguments.add(PyExpr.keyword("start_date", PyLiteral.of(daily.start())));
    daily
        .end()
        .ifPresent(
            end -> arguments.add(PyExpr.keyword("end_date", PyLiteral.of(endDate(daily, end)))));
    arguments.add(PyExpr.keyword("timezone", PyLiteral.of(daily.timezone())));
    if (daily.offsetSeconds() != 0) {
      arguments.add(PyExpr.keyword("hour_offset", PyLiteral.of(daily.offsetSeconds() / 3600)));
      arguments.add(
          PyExpr.keyword("minute_offset", PyLiteral.of(daily.offsetSeconds() % 3600 / 60)));
    }
    if (daily.endOffset() != 0) {
      arguments.add(PyExpr.keyword("end_offset", PyLiteral.of(daily.endOffset())));
    }
    arguments.add(PyExpr.keyword("fmt", PyLiteral.of(daily.format())));
    return PyExpr.call("dg.DailyPartitionsDefinition", arguments);
  }

  /**
   * Dagster's end date is the midnight by which the last window must have ended; with an offset the
   * last day's window ends that much later.
   */
  private static String endDate(PartitionSetPlan.Daily daily, String end) {
    return daily.offsetSeconds() > 0 ? LocalDate.parse(end).plusDays(1).toString() : end;
  }

  /**
   * Dagster reads a start that is a text by the keys' own format, so that only this one is short.
   */
  private static boolean isPlainDay(PartitionSetPlan.Timed set) {
    return set instanceof PartitionSetPlan.Daily && set.format().equals("%Y-%m-%d");
  }

  private static PyExpr timed(PartitionSetPlan.Timed set) {
    List<PyExpr> arguments = new ArrayList<>();
    arguments.add(
        PyExpr.keyword("cron_schedule", PyLiteral.of(PlanWindows.cronLine(set).orElseThrow())));
    arguments.add(PyExpr.keyword("start", datetime(PlanWindows.start(set))));
    PlanWindows.end(set).ifPresent(end -> arguments.add(PyExpr.keyword("end", datetime(end))));
    arguments.add(PyExpr.keyword("timezone", PyLiteral.of(set.timezone())));
    if (set.endOffset() != 0) {
      arguments.add(PyExpr.keyword("end_offset", PyLiteral.of(set.endOffset())));
    }
    arguments.add(PyExpr.keyword("fmt", PyLiteral.of(set.format())));
    return PyExpr.call("dg.TimeWindowPartitionsDefinition", arguments);
  }

  private static PyExpr datetime(LocalDateTime wall) {
    Stream<Integer> day = Stream.of(wall.getYear(), wall.getMonthValue(), wall.getDayOfMonth());
    boolean isMidnight = wall.getHour() == 0 && wall.getMinute() == 0;
    Stream<Integer> time = isMidnight ? Stream.of() : Stream.of(wall.getHour(), wall.getMinute());
    return PyExpr.call("datetime", Stream.concat(day, time).map(PyLiteral::of).toList());
  }
}
