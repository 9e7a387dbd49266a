package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.CodeLocation;
import dev.regauge.adapters.dagster.model.Partitions;
import dev.regauge.spec.plan.PartitionSetPlan;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import dev.regauge.templates.literal.PyText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** View of {@code common.py}. */
public record CommonView(
    PyCode product,
    PyCode packageName,
    PyCode stepModule,
    PyCode partitionsModule,
    boolean hasPartitions,
    List<SetView> partitionSets) {

  static final Template<CommonView> TEMPLATE =
      new Template<>("templates/dagster/common.py.peb", CommonView.class);

  static CommonView of(CodeLocation location) {
    return new CommonView(
        PyText.comment(location.product()),
        PyExpr.name(location.packageName()).code(),
        PyExpr.name(location.stepModule()).code(),
        PyExpr.name(location.partitionsModule()).code(),
        !location.partitionSets().isEmpty(),
        location.partitionSets().stream().map(SetView::of).toList());
  }

  /** A partition set: as Dagster defines it, and as the step's algebra reads it. */
  public record SetView(
      PyCode constant, PyCode definition, PyCode windowsConstant, PyCode windows) {

    static SetView of(Partitions partitions) {
      PyExpr constant = PyExpr.name(partitions.constant());
      PyExpr windows = PyExpr.name(partitions.windowsConstant());
      PyExpr plan = PyLiteral.of(planOf(partitions.set()));
      return new SetView(
          constant.code(),
          definition(partitions.set()).after(partitions.constant() + " = "),
          windows.code(),
          PyExpr.call("partitions.partition_set", List.of(plan))
              .after(partitions.windowsConstant() + " = "));
    }

    private static PyExpr definition(PartitionSetPlan set) {
      return switch (set) {
        case PartitionSetPlan.Daily daily -> daily(daily);
        case PartitionSetPlan.Static values ->
            PyExpr.call("dg.StaticPartitionsDefinition", List.of(PyLiteral.of(values.values())));
        case PartitionSetPlan.Hourly _,
            PartitionSetPlan.Weekly _,
            PartitionSetPlan.Monthly _,
            PartitionSetPlan.Cron _,
            PartitionSetPlan.Dynamic _,
            PartitionSetPlan.Multi _ ->
            throw new IllegalStateException("a set that was refused: " + set.name());
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
     * Dagster's end date is the midnight by which the last window must have ended; with an offset
     * the last day's window ends that much later.
     */
    private static String endDate(PartitionSetPlan.Daily daily, String end) {
      return daily.offsetSeconds() > 0 ? LocalDate.parse(end).plusDays(1).toString() : end;
    }

    /** The members of the plan that the algebra reads, under the plan's names. */
    private static Map<String, Object> planOf(PartitionSetPlan set) {
      Map<String, Object> plan = new LinkedHashMap<>();
      switch (set) {
        case PartitionSetPlan.Daily daily -> {
          plan.put("kind", "daily");
          plan.put("name", daily.name());
          plan.put("start", daily.start());
          daily.end().ifPresent(end -> plan.put("end", end));
          plan.put("timezone", daily.timezone());
          plan.put("offsetSeconds", daily.offsetSeconds());
          plan.put("endOffset", daily.endOffset());
          plan.put("format", daily.format());
        }
        case PartitionSetPlan.Static values -> {
          plan.put("kind", "static");
          plan.put("name", values.name());
          plan.put("values", values.values());
        }
        case PartitionSetPlan.Hourly _,
            PartitionSetPlan.Weekly _,
            PartitionSetPlan.Monthly _,
            PartitionSetPlan.Cron _,
            PartitionSetPlan.Dynamic _,
            PartitionSetPlan.Multi _ ->
            throw new IllegalStateException("a set that was refused: " + set.name());
      }
      return plan;
    }
  }
}
