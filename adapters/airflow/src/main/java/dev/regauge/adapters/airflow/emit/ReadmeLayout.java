package dev.regauge.adapters.airflow.emit;

import dev.regauge.adapters.airflow.emit.TextView.JobLine;
import dev.regauge.adapters.airflow.emit.TextView.Readme;
import dev.regauge.adapters.airflow.model.AirflowProduct;
import dev.regauge.adapters.airflow.model.Dag;
import dev.regauge.adapters.airflow.model.Schedule;
import dev.regauge.templates.literal.MarkdownText;
import dev.regauge.templates.literal.PlainName;
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
    Optional<Schedule.Partitions> partitions = dag.schedule().flatMap(Schedule::partitions);
    BackfillDates dates =
        partitions.map(any -> BackfillDates.of(any.words())).orElseGet(BackfillDates::none);
    return new JobLine(
        PlainName.of(dag.id()),
        MarkdownText.code(dag.job()),
        MarkdownText.of(schedule(dag, partitions)),
        dates.isTime(),
        partitions.isPresent() && !dates.isTime(),
        PlainName.of(dates.first()),
        PlainName.of(dates.last()));
  }

  private static String schedule(Dag dag, Optional<Schedule.Partitions> partitions) {
    String when =
        dag.schedule()
            .filter(schedule -> !schedule.ticks().isEmpty())
            .map(
                schedule ->
                    schedule.ticks().stream()
                        .map(tick -> tick.cron() + " in " + tick.timezone())
                        .collect(Collectors.joining(", ")))
            .orElse("on request");
    return partitions.map(any -> when + ", by partition of " + any.set().name()).orElse(when);
  }
}
