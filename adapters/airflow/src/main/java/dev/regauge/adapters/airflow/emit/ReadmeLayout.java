package dev.regauge.adapters.airflow.emit;

import dev.regauge.adapters.airflow.emit.TextView.JobLine;
import dev.regauge.adapters.airflow.emit.TextView.Readme;
import dev.regauge.adapters.airflow.model.AirflowProduct;
import dev.regauge.adapters.airflow.model.Dag;
import dev.regauge.adapters.airflow.model.Schedule;
import dev.regauge.spec.plan.PartitionSetPlan;
import dev.regauge.templates.literal.MarkdownText;
import dev.regauge.templates.literal.PlainName;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lays the README out for its reader, who operates Airflow and has never seen the spec. */
final class ReadmeLayout {
  private ReadmeLayout() {}

  static Readme view(AirflowProduct product) {
    String prose =
        product.description().isEmpty() ? "Product " + product.name() + "." : product.description();
    return new Readme(
        MarkdownText.of(product.name()),
        MarkdownText.of(prose),
        PlainName.of(product.scope()),
        PlainName.of(product.homeVariable()),
        product.dags().stream().map(ReadmeLayout::line).toList(),
        product.notes().stream().map(MarkdownText::of).toList());
  }

  private static JobLine line(Dag dag) {
    Optional<PartitionSetPlan> partitions = dag.schedule().flatMap(Schedule::partitions);
    LocalDate first = LocalDate.of(1970, 1, 1);
    LocalDate last = first;
    boolean isDaily = false;
    if (partitions.isPresent()) {
      switch (partitions.get()) {
        case PartitionSetPlan.Daily daily -> {
          first = LocalDate.parse(daily.start());
          last = first.plusDays(6);
          isDaily = true;
        }
        case PartitionSetPlan.Static values -> last = first.plusDays(values.values().size() - 1L);
        case PartitionSetPlan.Hourly _,
            PartitionSetPlan.Weekly _,
            PartitionSetPlan.Monthly _,
            PartitionSetPlan.Cron _,
            PartitionSetPlan.Dynamic _,
            PartitionSetPlan.Multi _ ->
            throw new IllegalStateException("a set that was refused: " + partitions.get().name());
      }
    }
    return new JobLine(
        PlainName.of(dag.id()),
        MarkdownText.code(dag.job()),
        MarkdownText.of(schedule(dag, partitions)),
        isDaily,
        partitions.isPresent() && !isDaily,
        PlainName.of(first),
        PlainName.of(last));
  }

  private static String schedule(Dag dag, Optional<PartitionSetPlan> partitions) {
    String when =
        dag.schedule()
            .filter(schedule -> !schedule.ticks().isEmpty())
            .map(
                schedule ->
                    schedule.ticks().stream()
                        .map(tick -> tick.cron() + " in " + tick.timezone())
                        .collect(Collectors.joining(", ")))
            .orElse("on request");
    return partitions.map(set -> when + ", by partition of " + set.name()).orElse(when);
  }
}
