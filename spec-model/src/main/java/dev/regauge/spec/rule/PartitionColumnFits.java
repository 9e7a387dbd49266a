package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.PartitionSetSpec.Windows;
import dev.regauge.spec.model.TableSpec.ColumnSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

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
                set.windows()
                    .flatMap(Windows::columnType)
                    .filter(type -> !isTime(set, type))
                    .ifPresent(type -> out.add(noTime(graph, name, set, type))));
    for (TableColumns table : TableColumns.of(graph)) {
      table.partitionSet().ifPresent(set -> judge(graph, table, set, out));
    }
  }

  private static void judge(SpecGraph graph, TableColumns table, String name, Diagnostics out) {
    SortedMap<String, String> types = PartitionColumns.of(graph.product(), Optional.of(name));
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnSpec column = table.columns().get(i);
      String type = types.getOrDefault(column.name(), column.type());
      if (!type.equals(column.type())) {
        SpecPath at = table.path().field("columns").at(i).field("type");
        out.add(otherType(graph, table, column.name(), type, name, at));
      }
    }
  }

  /** A date tells no hour. */
  private static boolean isTime(PartitionSetSpec set, String type) {
    boolean isFine = set.hourly().isPresent() || set.cron().isPresent();
    return OF_DAYS.contains(type) && !(isFine && type.equals("date"));
  }

  private static Diagnostic noTime(
      SpecGraph graph, String name, PartitionSetSpec set, String type) {
    boolean isFine = set.hourly().isPresent() || set.cron().isPresent();
    String what = isFine ? "time" : "day";
    return Diagnostic.error(
            CODE,
            "partition set '" + name + "' cannot tell a " + what + " by a column of type " + type)
        .at(
            SpecPath.of("partitions").entry(name).field(set.kind()).field("columnType"),
            graph.locator())
        .label("holds no " + what)
        .help(
            "write one of "
                + String.join(", ", OF_DAYS.stream().filter(known -> isTime(set, known)).toList()));
  }

  private static Diagnostic otherType(
      SpecGraph graph, TableColumns table, String column, String type, String set, SpecPath at) {
    boolean isDaily =
        Optional.ofNullable(graph.product().partitions().get(set))
            .flatMap(PartitionSetSpec::windows)
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
