package dev.regauge.spec.rule;

import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ExternalSpec;
import dev.regauge.spec.model.contract.PromisedTable.PromisedColumn;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The columns that a table which is made elsewhere has by its contract. */
final class PromisedColumns {

  private PromisedColumns() {}

  /**
   * Returns their names, and those of the partitions that slice it here; none of a table without a
   * contract, or whose contract is not enforced or says no columns.
   */
  static SortedSet<String> of(SpecGraph graph, String table) {
    SortedSet<String> known = new TreeSet<>();
    graph
        .contracts()
        .promised(table)
        .ifPresent(
            promised ->
                promised.columns().stream().map(PromisedColumn::called).forEach(known::add));
    if (!known.isEmpty()) {
      for (ExternalSpec external : graph.product().external().values()) {
        if (external.table().equals(Optional.of(table))) {
          known.addAll(PartitionColumns.of(graph.product(), external.partitions()).keySet());
        }
      }
    }
    return known;
  }
}
