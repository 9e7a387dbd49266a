package dev.regauge.plugins.api.catalog;

import java.util.List;
import java.util.Optional;

/**
 * What is to be done for one table.
 *
 * @param lockChanges what the lock does not know yet
 * @param changes what its catalog does not have yet, absent when the catalog was not asked
 */
public record PlannedTable(
    String name,
    String catalog,
    State state,
    List<TableChange> lockChanges,
    Optional<List<TableChange>> changes) {

  /** What the table is to the product. */
  public enum State {
    declared,
    /** No columns are declared: the first data written decide them. */
    from_data,
    /** Only the lock knows it; it is never dropped. */
    no_longer_declared
  }

  /** Returns what is to be done where it was asked for: in the catalog, else in the lock. */
  public List<TableChange> pending() {
    return changes.orElse(lockChanges);
  }
}
