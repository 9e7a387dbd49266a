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
        PlainName.of(product.dialect().line()),
        PlainName.of(product.scope()),
        PlainName.of(product.homeVariable()),
        product.dags().stream().map(dag -> line(product, dag)).toList(),
        product.poller().map(AirflowProduct.Poller::id).stream().map(PlainName::of).toList(),
        product.notes().stream().map(MarkdownText::of).toList());
  }

  private static JobLine line(AirflowProduct product, Dag dag) {
    Optional<Schedule.Partitions> partitions = dag.schedule().flatMap(Schedule::partitions);
    boolean isPolled =
        product.poller().filter(poller -> poller.dags().containsKey(dag.job())).isPresent();
    BackfillDates dates =
        partitions.map(any -> BackfillDates.of(any.words())).orElseGet(BackfillDates::none);
    boolean isAdded = partitions.filter(Schedule.Partitions::hasAddedKeys).isPresent();
    return new JobLine(
        PlainName.of(dag.id()),
        MarkdownText.code(dag.job()),
        MarkdownText.of(schedule(dag, isPolled, partitions)),
        dates.isTime() && !isAdded,
        partitions.isPresent() && !dates.isTime() && !isAdded,
        isAdded,
        partitions.filter(Schedule.Partitions::isFromNewest).isPresent(),
        PlainName.of(dates.first()),
        PlainName.of(dates.last()));
  }

  private static String schedule(
      Dag dag, boolean isPolled, Optional<Schedule.Partitions> partitions) {
    String when =
        dag.ticker()
            .map(Dag.Ticker::schedule)
            .or(dag::schedule)
            .filter(schedule -> !schedule.ticks().isEmpty())
            .map(
                schedule ->
                    schedule.ticks().stream()
                        .map(tick -> tick.cron() + " in " + tick.timezone())
                        .collect(Collectors.joining(", ", "", isPolled ? ", on news" : "")))
            .orElse(isPolled ? "on news" : "on request");
    return partitions.map(any -> when + ", by partition of " + any.set().name()).orElse(when);
  }
}
