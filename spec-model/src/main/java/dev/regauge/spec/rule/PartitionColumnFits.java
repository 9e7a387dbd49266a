package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.PartitionSetSpec;
import java.util.List;
import java.util.Optional;

/** The column that tells a row's partition has a type that can, and the same one in each table. */
final class PartitionColumnFits implements Rule {

  private static final Code CODE = new Code("RG-RULE-013");
  private static final List<String> OF_DAYS = List.of("string", "date", "timestamp", "timestamptz");

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
                set.daily()
                    .flatMap(daily -> daily.columnType())
                    .filter(type -> !OF_DAYS.contains(type))
                    .ifPresent(type -> out.add(noDay(graph, name, type))));
    for (TableColumns table : TableColumns.of(graph)) {
      table.partitionSet().ifPresent(set -> judge(graph, table, set, out));
    }
  }

  private static void judge(SpecGraph graph, TableColumns table, String name, Diagnostics out) {
    PartitionSetSpec set = graph.product().partitions().get(name);
    if (set == null) {
      return;
    }
    Optional<String> column =
        set.daily()
            .flatMap(daily -> daily.column())
            .or(() -> set.fixed().flatMap(fixed -> fixed.column()));
    Optional<String> type =
        set.daily().flatMap(daily -> daily.columnType()).or(() -> Optional.of("string"));
    for (int i = 0; i < table.columns().size(); i++) {
      boolean isOther =
          column.filter(table.columns().get(i).name()::equals).isPresent()
              && type.filter(table.columns().get(i).type()::equals).isEmpty();
      if (isOther) {
        out.add(
            otherType(
                graph,
                table,
                column.orElseThrow(),
                type.orElseThrow(),
                name,
                table.path().field("columns").at(i).field("type")));
      }
    }
  }

  private static Diagnostic noDay(SpecGraph graph, String set, String type) {
    return Diagnostic.error(
            CODE, "partition set '" + set + "' cannot tell a day by a column of type " + type)
        .at(
            SpecPath.of("partitions").entry(set).field("daily").field("columnType"),
            graph.locator())
        .label("holds no day")
        .help("write one of " + String.join(", ", OF_DAYS));
  }

  private static Diagnostic otherType(
      SpecGraph graph, TableColumns table, String column, String type, String set, SpecPath at) {
    boolean isDaily =
        Optional.ofNullable(graph.product().partitions().get(set))
            .flatMap(PartitionSetSpec::daily)
            .isPresent();
    return Diagnostic.error(
            CODE,
            "column '"
                + column
                + "' of table '"
                + table.table()
                + "' has another type than in the partition set '"
                + set
                + "'")
        .at(at, graph.locator())
        .label("it is " + type + " there")
        .related(graph.locator().keyAt(SpecPath.of("partitions").entry(set)), "the set")
        .help(
            isDaily
                ? "write the same type here and as the set's 'columnType'"
                : "write 'type: " + type + "'");
  }
}
